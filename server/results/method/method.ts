import { STEP } from '../../scans/bands.ts'
import type { Distribution, GroupMinimums, Scan } from '../../scans/contract.ts'
import { FLOORS } from '../../scans/scan.ts'
import { type Form, type Instrument, itemsFor, minutesFor, type Perspective } from '../../surveys/survey.ts'
import { MINIMUM_UNIT_CHANGE } from '../compare.ts'
import { MINIMUM_ASSESSED } from '../disclosure/assessed.ts'
import { EDGES } from '../disclosure/bands.ts'
import { COMMENT_BLOCK } from '../disclosure/comment-blocks.ts'
import { POOLED } from '../disclosure/pooled.ts'
import { publishedUnits } from '../disclosure/suppress.ts'
import { readTree } from '../disclosure/tree.ts'
import { ENGINE_VERSION, presentInstrument } from '../head.ts'
import { SHOWN, SMALLEST_OF_FEW } from '../highlights.ts'
import { OFTEN_SKIPPED } from '../perspective-result.ts'
import { LOW_RESPONSE } from '../response-bound.ts'
import { WORD_BOUNDS } from '../statistics/agreement.ts'
import { SIGNIFICANCE, SMALLEST_CHANGE } from '../statistics/change.ts'
import { CONFIDENCE } from '../statistics/interval.ts'
import { ABOUT_EQUAL, GAP_WEIGHT, rankTopics, TARGET, type Topic } from '../statistics/priorities.ts'
import { roundHalfAway } from '../statistics/rounding.ts'
import { answersNeeded, personScore, recode, type Scale, toHundred } from '../statistics/score.ts'
import { DETAIL } from '../tables.ts'
import type { Ladder, Method, Part } from './contract.ts'

export interface ExplainedScan {
  scan: Pick<Scan, 'id' | 'title' | 'status' | 'opensOn' | 'closesOn'>
  instrument: Instrument
  form: Form
  ownQuestions: number
  groups: { perspective: Perspective; distribution: Distribution }[]
  minimums: GroupMinimums
  /** Of its publication; null before there is one. */
  engineVersion: string | null
}

/** How the figures of this scan are, or will be, made. Every number comes from its settings or from the code that works with it. */
export function methodOf(explained: ExplainedScan): Method {
  const { scan, instrument, form, ownQuestions, groups, minimums, engineVersion } = explained
  const { id, title, status, opensOn, closesOn } = scan
  const { scoring, scale, dimensions } = instrument
  const rule = { share: scoring.minAnsweredShare, items: scoring.minAnsweredItems }
  const picks = instrument.importanceQuestion?.maxPicks ?? 0
  const openQuestions = instrument.openQuestions.length + ownQuestions
  return {
    scan: { id, title, status, opensOn, closesOn },
    engineVersion: engineVersion ?? ENGINE_VERSION,
    explainedVersion: ENGINE_VERSION,
    instrument: presentInstrument({ instrument, form }),
    topics: dimensions.map((dimension) => dimension.title),
    asked: groups.map(({ perspective, distribution }) => ({
      perspective,
      distribution,
      items: itemsFor(instrument, perspective, form).length,
      minutes: minutesFor(instrument, perspective, form, ownQuestions),
      minimum: minimums[perspective],
      floor: FLOORS[perspective],
    })),
    picks,
    openQuestions,
    scoreRange: { low: toHundred(scale.min, scale), high: toHundred(scale.max, scale) },
    halfRule: { percentage: percentage(rule.share), items: rule.items },
    scoreExample: scoreExample(scale, rule),
    confidence: percentage(CONFIDENCE),
    edges: EDGES,
    ladders: laddersOf(
      groups.map(({ perspective }) => ({ perspective, minimum: minimums[perspective] })),
      partsOf({ picks, openQuestions }),
    ),
    detail: DETAIL,
    assessed: MINIMUM_ASSESSED,
    hidingExample: hidingExample(minimums[groups[0]?.perspective ?? 'professional']),
    response: { step: STEP, low: LOW_RESPONSE },
    skippedPercentage: percentage(OFTEN_SKIPPED),
    highlights: { most: SHOWN, fewPoints: SMALLEST_OF_FEW },
    agreement: [...WORD_BOUNDS.map(([upTo, word]) => ({ word, upTo })), { word: 'very-strong', upTo: null }],
    difference: { points: SMALLEST_CHANGE, chancePercentage: percentage(SIGNIFICANCE) },
    priorities: {
      target: TARGET,
      gapPercentage: percentage(GAP_WEIGHT),
      aboutEqualPercentage: percentage(ABOUT_EQUAL),
      example: priorityExample(),
    },
    change: { whole: DETAIL, unit: MINIMUM_UNIT_CHANGE },
    comments: COMMENT_BLOCK,
    pooledAnswers: POOLED.answers,
  }
}

const percentage = (share: number) => roundHalfAway(100 * share)

/** Four questions, the second reversed and the third skipped; near the upper end of whatever the scale is. */
function scoreExample(scale: Scale, rule: { share: number; items: number }): Method['scoreExample'] {
  const answers = [scale.max - 1, scale.min + 1, null, scale.max]
  const reverse = [false, true, false, false]
  const counts = answers.map((answer, place) =>
    answer === null ? null : recode(answer, reverse[place] ?? false, scale),
  )
  const given = counts.filter((count) => count !== null)
  const score = personScore(answers, reverse, scale, rule)
  const mean = given.reduce((sum, count) => sum + count, 0) / given.length
  return {
    answers: answers.map((answer, place) => ({
      answer,
      reverse: reverse[place] ?? false,
      counts: counts[place] ?? null,
    })),
    needed: answersNeeded(answers.length, rule),
    mean: score.state === 'defined' ? roundHalfAway(mean, 2) : null,
    score: score.state === 'defined' ? roundHalfAway(score.value) : null,
  }
}

type Threshold = [part: Part, from: number]

function partsOf({ picks, openQuestions }: Pick<Method, 'picks' | 'openQuestions'>): Threshold[] {
  return [
    ['scores', 0],
    ['ranges', DETAIL],
    ['distributions', DETAIL],
    ['agreement', DETAIL],
    ...(picks > 0 ? [['importance', DETAIL] satisfies Threshold] : []),
    ...(openQuestions > 0 ? [['comments', COMMENT_BLOCK.respondents] satisfies Threshold] : []),
    ['change-of-whole', DETAIL],
    ['change-of-unit', MINIMUM_UNIT_CHANGE],
  ]
}

/** One ladder for all perspectives with the same minimum. */
export function laddersOf(
  groups: readonly { perspective: Perspective; minimum: number }[],
  parts: readonly Threshold[],
): Ladder[] {
  return [...Map.groupBy(groups, ({ minimum }) => minimum)].map(([minimum, alike]) => {
    const added = Map.groupBy(parts, ([, from]) => Math.max(minimum, from))
    const steps = [...added.keys()].toSorted((a, b) => a - b)
    const rows = steps.map((from, place) => {
      const next = steps[place + 1]
      return {
        from,
        to: next === undefined ? null : next - 1,
        adds: (added.get(from) ?? []).map(([part]) => part),
      }
    })
    return {
      perspectives: alike.map(({ perspective }) => perspective),
      rows: [{ from: 0, to: minimum - 1, adds: [] }, ...rows],
    }
  })
}

/** Shown by the gate itself: the third team is too small, and so is what the whole minus the first two would leave. */
function hidingExample(minimum: number): Method['hidingExample'] {
  const answers = [2 * minimum + 2, 2 * minimum + 4, minimum - 1]
  const places = ['a', 'b', 'c'].map((id) => ({ id, parentId: 'whole' }))
  const read = readTree([{ id: 'whole', parentId: null }, ...places])
  if (read.state === 'faulty') throw new Error('The example of the gate is no tree')
  const respondents = read.tree.units.map(
    ({ id }) => answers[places.findIndex((place) => place.id === id)] ?? 0,
  )
  const shown = publishedUnits(read.tree, { respondents }, { minimum })
  const isShown = (id: string) => shown[read.tree.units.findIndex((unit) => unit.id === id)] ?? false
  return {
    minimum,
    whole: answers.reduce((sum, count) => sum + count, 0),
    units: places.map(({ id }, place) => ({ answers: answers[place] ?? 0, shown: isShown(id) })),
  }
}

const EXAMPLE_TOPICS = [
  { score: 62, importance: 30, gap: 5 },
  { score: 48, importance: 55, gap: 18 },
]

/** Two topics, ranked by the code that ranks real ones; its parts are the same figure with less in it. */
function priorityExample(): Method['priorities']['example'] {
  const asTopic = ({ score, importance, gap }: (typeof EXAMPLE_TOPICS)[number]): Topic => ({
    dimension: String(score),
    score,
    importance: importance / 100,
    perspectiveGap: gap,
    clientScore: null,
    interval: null,
  })
  const alone = (topic: Topic) => rankTopics([{ ...topic, importance: 1 }])[0]?.priority ?? 0
  const ranked = rankTopics(EXAMPLE_TOPICS.map(asTopic))
  return EXAMPLE_TOPICS.map((example) => {
    const topic = asTopic(example)
    const { rank = 0, priority = 0 } = ranked.find(({ dimension }) => dimension === topic.dimension) ?? {}
    const shortfall = alone({ ...topic, perspectiveGap: null })
    return {
      ...example,
      rank,
      shortfall: roundHalfAway(shortfall, 2),
      gapPart: roundHalfAway(alone(topic) - shortfall, 2),
      priority: roundHalfAway(priority, 2),
    }
  }).toSorted((a, b) => a.rank - b.rank)
}
