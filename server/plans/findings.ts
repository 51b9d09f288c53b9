import type { Publication, UnitResult } from '../results/contract.ts'
import type { PlanDimension } from './contract.ts'

const MOST_TOPICS = 3

/** What the results say about each dimension; `unitId` is the part of the tree that the reader may see, null for all. */
export function findingsOf(publication: Publication, unitId: string | null): PlanDimension[] {
  const unit = publication.units.find((one) => (unitId === null ? one.parentId === null : one.id === unitId))
  return publication.dimensions.map(({ id, title }, place) => ({
    id,
    title,
    rank: unit ? rankOf(unit, id) : null,
    chance: unit ? isChance(unit, id) : false,
    scores: unit ? scoresOf(unit, place) : [],
  }))
}

/** Where to look first: the highest ranked topics, else the chances, else everything. */
export function topicsOf(dimensions: readonly PlanDimension[]): string[] {
  const ranked = dimensions
    .flatMap(({ id, rank }) => (rank === null ? [] : [{ id, rank }]))
    .sort((a, b) => a.rank - b.rank)
  if (ranked.length > 0) return ranked.slice(0, MOST_TOPICS).map(({ id }) => id)
  const chances = dimensions.filter(({ chance }) => chance)
  return (chances.length > 0 ? chances : dimensions).map(({ id }) => id)
}

function rankOf({ priorities }: UnitResult, dimensionId: string): number | null {
  if (priorities.state === 'hidden') return null
  return priorities.topics.find(({ dimension }) => dimension === dimensionId)?.rank ?? null
}

function isChance({ perspectives }: UnitResult, dimensionId: string): boolean {
  return perspectives.some(
    ({ highlights }) => highlights.state === 'shown' && highlights.chances.includes(dimensionId),
  )
}

function scoresOf({ perspectives }: UnitResult, place: number): PlanDimension['scores'] {
  return perspectives.flatMap(({ perspective, dimensions }) => {
    const cell = dimensions[place]
    return cell?.state === 'shown' ? [{ perspective, score: cell.score }] : []
  })
}
