import type { PerspectiveResult, Publication, ScoreCell, UnitResult } from '#server/results/contract.ts'
import { inLanguage } from '../text/text.ts'

export type Perspective = PerspectiveResult['perspective']
export type ShownScore = Extract<ScoreCell, { state: 'shown' }>

/** What the page shows now: one unit, through the answers of one perspective. */
export interface Chosen {
  publication: Publication
  unit: UnitResult
  result: PerspectiveResult
}

/** The unit and perspective that the address names, or else the first that have figures; null where there are no figures. */
export function chosenFrom(
  publication: Publication,
  wished: { unit?: string | undefined; perspective?: string | undefined },
): Chosen | null {
  const open = readableUnits(publication)
  const unit = open.find(({ id }) => id === wished.unit) ?? open[0]
  const results = unit ? readableResults(unit) : []
  const result = results.find(({ perspective }) => perspective === wished.perspective) ?? results[0]
  return unit && result ? { publication, unit, result } : null
}

export function readableUnits({ units }: Publication): UnitResult[] {
  return units.filter((unit) => readableResults(unit).length > 0)
}

export function readableResults({ perspectives }: UnitResult): PerspectiveResult[] {
  return perspectives.filter(isReadable)
}

export function isReadable({ dimensions }: PerspectiveResult): boolean {
  return dimensions.some(({ state }) => state === 'shown')
}

export function resultOf(unit: UnitResult, perspective: Perspective): PerspectiveResult | undefined {
  return unit.perspectives.find((result) => result.perspective === perspective)
}

/** The nearest larger group that can be read through this perspective. */
export function readableParent(
  publication: Publication,
  unit: UnitResult,
  perspective: Perspective,
): UnitResult | undefined {
  const parent = publication.units.find(({ id }) => id === unit.parentId)
  if (!parent) return undefined
  const result = resultOf(parent, perspective)
  return result && isReadable(result) ? parent : readableParent(publication, parent, perspective)
}

/** Units below this one that cannot be read while the unit right above them can; parents come first. */
export function hiddenBelow({ publication, unit, result }: Chosen): UnitResult[] {
  const open = new Set([unit.id])
  return publication.units.filter((each) => {
    if (each.parentId === null || !open.has(each.parentId)) return false
    const own = resultOf(each, result.perspective)
    const readable = own !== undefined && isReadable(own)
    if (readable) open.add(each.id)
    return !readable
  })
}

export function titleOf({ dimensions }: Publication, id: string): string {
  return inLanguage(dimensions.find((dimension) => dimension.id === id)?.title)
}

export function titlesOf({ dimensions }: Publication): string[] {
  return dimensions.map(({ title }) => inLanguage(title))
}

export function resultsPath(scanId: string, chosen: { unit?: string; perspective?: string } = {}): string {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value)).toString()
  return `/scans/${scanId}/results${query && `?${query}`}`
}

export function planPath(scanId: string, dimension: string): string {
  return `/plans?${new URLSearchParams({ scan: scanId, dimension })}`
}
