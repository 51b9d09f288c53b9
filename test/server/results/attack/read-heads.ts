import type { Publication } from '#server/results/contract.ts'
import type { Progress } from '#server/scans/contract.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import type { HeadFact, Range } from './counting-heads.ts'

const STEP = 5

/** Counts in steps of five, of which the highest takes in everyone (docs/decisions/0006). A number that is no step is a count. */
export function inBand({ invited, answeredAtLeast }: { invited: number; answeredAtLeast: number }): Range {
  if (answeredAtLeast % STEP !== 0) return { least: answeredAtLeast, most: answeredAtLeast }
  const isHighest = answeredAtLeast + STEP >= invited
  return { least: answeredAtLeast, most: isHighest ? invited : answeredAtLeast + STEP - 1 }
}

/** What a total says beside the bands of the groups in it: told up to what these leave open, less the widest of them. */
function inTotal(total: number, groups: readonly { invited: number; answeredAtLeast: number }[]): Range {
  const bands = groups.map(inBand)
  const least = bands.reduce((sum, band) => sum + band.least, 0)
  const most = bands.reduce((sum, band) => sum + band.most, 0)
  const widest = Math.max(0, ...bands.map((band) => band.most - band.least))
  const spare = most - least - widest
  const beyond = total - least
  const isTop = beyond + STEP > spare
  const step = beyond === 0 && widest === STEP ? 2 * STEP : STEP
  return { least: total, most: isTop || beyond + step > spare ? most : total + step - 1 }
}

/** Counters of a running scan, as the messenger sees them at one moment. */
export function readProgress(
  { groups, perspectives }: Progress,
  perspective: Perspective,
  top: string,
  quantity: string,
): HeadFact[] {
  const own = groups.filter((group) => group.perspective === perspective)
  const total = perspectives.find((one) => one.perspective === perspective)?.response
  const whole = total
    ? [
        {
          quantity,
          unit: top,
          direct: false,
          ...inTotal(
            total.answeredAtLeast,
            own.map(({ response }) => response),
          ),
        },
      ]
    : []
  return [
    ...own.map(({ unitId, response }) => ({ quantity, unit: unitId, direct: true, ...inBand(response) })),
    ...whole,
  ]
}

/** Numbers in a publication: rates, how many scored a topic, how many answered an item. */
export function readNumbers(
  { units, dimensions, minimums }: Publication,
  perspective: Perspective,
): HeadFact[] {
  return units.flatMap(({ id: unit, perspectives }) => {
    const result = perspectives.find((one) => one.perspective === perspective)
    if (!result) return []
    const fact = (quantity: string, range: Range) => ({ quantity, unit, direct: false, ...range })
    const { response } = result
    const rates = response.state === 'shown' ? [fact('respondents', inRate(response))] : []
    const scores = result.dimensions.flatMap((cell, place) => {
      if (cell.state === 'hidden') return []
      const quantity = `score ${dimensions[place]?.id}`
      return cell.basis.state === 'counted'
        ? [fact(quantity, { least: cell.basis.n, most: cell.basis.n })]
        : [fact(quantity, { least: minimums[perspective], most: Number.POSITIVE_INFINITY })]
    })
    const items = result.items.flatMap(({ item, n, manySkipped }) => [
      fact(`item ${item}`, { least: n, most: n }),
      fact(
        'respondents',
        manySkipped
          ? { least: Math.floor(n / 0.8) + 1, most: Number.POSITIVE_INFINITY }
          : { least: n, most: Math.floor(n / 0.8) },
      ),
    ])
    return [...rates, ...scores, ...items]
  })
}

function inRate({
  invited,
  bound,
  percentage,
}: {
  invited: number
  bound: string
  percentage: number
}): Range {
  if (bound === 'below') return { least: 0, most: Math.min(invited, STEP - 1) }
  const steps = Array.from({ length: Math.ceil(invited / STEP) }, (_step, place) => (place + 1) * STEP)
  const told = steps.filter((step) => Math.floor((100 * step) / invited) === percentage)
  const ranges = told.map((answeredAtLeast) => inBand({ invited, answeredAtLeast }))
  return {
    least: Math.min(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
  }
}
