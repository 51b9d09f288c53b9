import type { Publication, ScoreCell, UnitResult } from '#server/results/contract.ts'
import { isReadable, type Perspective, resultOf } from './chosen.ts'

type Tone = 'above-2' | 'above-1' | 'even' | 'below-1' | 'below-2'

export type HeatCell =
  | { state: 'hidden' }
  | { state: 'shown'; label: string; difference: number | null; tone: Tone }

export interface HeatRow {
  unit: UnitResult
  /** The name of the unit above it, where that is not the whole. */
  within: string | undefined
  /** Nothing of this unit can be shown through this perspective. */
  hidden: boolean
  cells: HeatCell[]
}

export interface HeatMap {
  /** What every unit is compared with; undefined when there is no one unit above all others, or it has no figures. */
  whole: HeatRow | undefined
  rows: HeatRow[]
  /** Cells whose margin does not reach the score of the whole, and that differ from it by five points. */
  standingOut: number
  /** So many would stand out at most if the teams did not differ: of many intervals of 95 % some miss (no Holm over so many cells). */
  byChance: number
}

const CLEAR = 5
const STRONG = 10
const MISSED = 0.05

/** Every unit below the whole, most people invited first; hidden ones come last. */
export function heatMap(publication: Publication, perspective: Perspective): HeatMap {
  const tops = publication.units.filter(({ parentId }) => parentId === null)
  const top = tops.length === 1 ? tops[0] : undefined
  const reference = (top && resultOf(top, perspective)?.dimensions) ?? []
  const names = new Map(publication.units.map(({ id, name }) => [id, name]))
  const rowOf = (unit: UnitResult): HeatRow => {
    const result = resultOf(unit, perspective)
    const cells = (result?.dimensions ?? []).map((cell, place) => heatCell(cell, reference[place]))
    const within = unit.parentId === null || unit.parentId === top?.id ? undefined : names.get(unit.parentId)
    return { unit, within, hidden: !result || !isReadable(result), cells }
  }
  const rows = publication.units
    .filter((unit) => unit !== top)
    .map(rowOf)
    .toSorted(
      (a, b) => Number(a.hidden) - Number(b.hidden) || sizeOf(b, perspective) - sizeOf(a, perspective),
    )
  const whole = top && rowOf(top)
  const ranges = rows.flatMap(({ unit }) => resultOf(unit, perspective)?.dimensions ?? []).filter(hasRange)
  return {
    whole: whole?.hidden ? undefined : whole,
    rows,
    standingOut: rows.flatMap(({ cells }) => cells).filter(isOut).length,
    byChance: Math.ceil(MISSED * ranges.length),
  }
}

const hasRange = (cell: ScoreCell) => cell.state === 'shown' && cell.interval.state === 'range'

const isOut = (cell: HeatCell) => cell.state === 'shown' && cell.tone !== 'even'

function sizeOf({ unit, hidden }: HeatRow, perspective: Perspective): number {
  const response = resultOf(unit, perspective)?.response
  return !hidden && response?.state === 'shown' ? response.invited : 0
}

function heatCell(cell: ScoreCell, whole: ScoreCell | undefined): HeatCell {
  if (cell.state === 'hidden') return cell
  const shown = { state: 'shown' as const, label: cell.score.label }
  if (whole?.state !== 'shown' || isBand(cell.score.label) || isBand(whole.score.label)) {
    return { ...shown, difference: null, tone: 'even' }
  }
  const difference = cell.score.value - whole.score.value
  return { ...shown, difference, tone: isBeyondNoise(cell, whole.score.value) ? toneOf(difference) : 'even' }
}

const isBand = (label: string) => !/^\d+$/.test(label)

/** The score of the whole must lie outside the unit's interval; without an interval nothing is claimed. */
function isBeyondNoise({ interval }: Extract<ScoreCell, { state: 'shown' }>, whole: number): boolean {
  if (interval.state === 'everyone') return true
  return interval.state === 'range' && (whole < interval.low || whole > interval.high)
}

function toneOf(difference: number): Tone {
  const size = Math.abs(difference)
  if (size < CLEAR) return 'even'
  return `${difference > 0 ? 'above' : 'below'}-${size < STRONG ? 1 : 2}`
}

/** Rows whose own name, or the name of the unit above it, holds what was typed. */
export function matching(rows: readonly HeatRow[], typed: string): HeatRow[] {
  const wanted = plain(typed)
  return rows.filter(({ unit, within }) => plain(`${unit.name} ${within ?? ''}`).includes(wanted))
}

const plain = (words: string) =>
  words
    .trim()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
