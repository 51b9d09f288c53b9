import type { Perspective } from '../surveys/survey.ts'
import type { PerspectiveResult, Priorities } from './contract.ts'
import { bandOf } from './disclosure/bands.ts'
import { figureOf } from './figure.ts'
import { meanInterval } from './statistics/interval.ts'
import { rankTopics, TARGET, type Topic } from './statistics/priorities.ts'
import type { MeasureTable, Tables } from './tables.ts'

/**
 * Ranked topics of the first perspective that may tell both its scores and what it finds important; never a mix, because there is
 * no combined figure over perspectives. Only the order is published: the number behind it would give unrounded scores back.
 */
export function prioritiesOf(
  tables: Tables,
  results: readonly PerspectiveResult[],
  place: number,
): Priorities {
  for (const { perspective, importance } of results) {
    const topics = importance.state === 'shown' ? topicsOf(tables, perspective, place) : []
    if (topics.length < 2 || !topics.some(isChosen)) continue
    return {
      state: 'shown',
      perspective,
      target: TARGET,
      topics: rankTopics(topics).map(({ dimension, rank, score, importance: share, aboutEqualToNext }) => ({
        dimension,
        rank,
        score: figureOf(score),
        importance: figureOf(100 * share),
        aboutEqualToNext,
      })),
    }
  }
  return { state: 'hidden' }
}

/** Where hardly anyone chose anything, an order would say nothing. */
function isChosen({ importance }: Topic): boolean {
  return bandOf(100 * importance) !== 'low'
}

function topicsOf(tables: Tables, perspective: Perspective, place: number): Topic[] {
  const table = tables.perspectives.find((one) => one.perspective === perspective)
  const respondents = table?.respondents[place] ?? 0
  return tables.dimensionIds.flatMap((dimension, index): Topic[] => {
    const score = scoreTable(tables, perspective, index)
    const mean = shownMean(score, place)
    if (!table || mean === null || respondents === 0) return []
    const importance = (table.importance[index]?.[place] ?? 0) / respondents
    const clientScore = shownMean(scoreTable(tables, 'client', index), place)
    const interval = intervalOf(score, table.invited[place] ?? null, place)
    return [
      {
        dimension,
        score: mean,
        importance,
        perspectiveGap: gapOf(tables, index, place),
        clientScore,
        interval,
      },
    ]
  })
}

function scoreTable({ measures, scores }: Tables, perspective: Perspective, dimension: number) {
  return scores[measures.full.get(perspective)?.[dimension] ?? -1]
}

function shownMean(score: MeasureTable | undefined, place: number): number | null {
  return score?.shown[place] ? (score.moments[place]?.mean ?? null) : null
}

function gapOf({ measures, scores }: Tables, dimension: number, place: number): number | null {
  const shared = measures.shared.find(({ first, second }) => first === 'professional' && second === 'client')
  const pair = shared?.dimensions[dimension]
  if (!pair) return null
  const professional = shownMean(scores[pair.first], place)
  const client = shownMean(scores[pair.second], place)
  return professional === null || client === null ? null : professional - client
}

function intervalOf(
  score: MeasureTable | undefined,
  invited: number | null,
  place: number,
): [number, number] | null {
  const moments = score?.moments[place]
  const estimate = moments && score.detailed[place] ? meanInterval(moments, invited) : null
  return estimate?.state === 'defined' ? estimate.value.interval : null
}
