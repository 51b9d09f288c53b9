import type { Forecast } from '#server/results/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'

export const RATES = [50, 65, 80] as const
const USUAL_RATE = 65

type Readability = 'all' | 'some' | 'none' | 'nobody'

export interface UnitForecast {
  /** One for each of the rates. */
  marks: { readability: Readability; perspectives: Perspective[] }[]
  small: Perspective[]
  fewDirect: Perspective[]
}

/** Per unit, over the perspectives that have people there: are all, some or none of them readable at each rate. */
export function forecastByUnit({ perspectives }: Forecast): Map<string, UnitForecast> {
  const byUnit = new Map<
    string,
    { perspective: Perspective; unit: Forecast['perspectives'][number]['units'][number] }[]
  >()
  for (const { perspective, units } of perspectives) {
    for (const unit of units) {
      if (unit.invited === 0) continue
      const known = byUnit.get(unit.unitId)
      if (known) known.push({ perspective, unit })
      else byUnit.set(unit.unitId, [{ perspective, unit }])
    }
  }
  return new Map(
    [...byUnit].map(([unitId, parts]) => [
      unitId,
      {
        marks: RATES.map((rate) => {
          const readable = parts.filter(({ unit }) => unit.readableAt.includes(rate))
          return {
            readability: readabilityOf(readable.length, parts.length),
            perspectives: readable.map(({ perspective }) => perspective),
          }
        }),
        small: parts.filter(({ unit }) => unit.small).map(({ perspective }) => perspective),
        fewDirect: parts.filter(({ unit }) => unit.fewDirect).map(({ perspective }) => perspective),
      },
    ]),
  )
}

function readabilityOf(readable: number, all: number): Readability {
  if (all === 0) return 'nobody'
  if (readable === 0) return 'none'
  return readable === all ? 'all' : 'some'
}

interface ForecastSum {
  perspective: Perspective
  readable: number
  units: number
}

/** How many units with people will be readable per perspective, at the usual response unless told otherwise. */
export function forecastSums({ perspectives }: Forecast, rate: number = USUAL_RATE): ForecastSum[] {
  return perspectives.map(({ perspective, units }) => {
    const withPeople = units.filter(({ invited }) => invited > 0)
    const readable = withPeople.filter(({ readableAt }) => readableAt.includes(rate)).length
    return { perspective, readable, units: withPeople.length }
  })
}
