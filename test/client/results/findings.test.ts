import { beforeAll, describe, expect, test } from 'vitest'
import { type Chosen, chosenFrom } from '#client/results/chosen.ts'
import {
  anchorFinding,
  changeFinding,
  clearChanges,
  everyoneFinding,
  gapFinding,
  importanceFinding,
  responseFinding,
  say,
  scoreFinding,
  sinceFinding,
  standings,
  viewsFinding,
} from '#client/results/findings.ts'
import { prioritiesFinding, priorityGroups } from '#client/results/priority-groups.ts'
import { setLanguage } from '#client/text/text.ts'
import type { ChangeCell, Gap } from '#server/results/contract.ts'
import {
  type Asked,
  alikePublication,
  baseScores,
  cell,
  change,
  dimensions,
  gapCell,
  hiddenResult,
  publication,
  result,
  richPublication,
  unit,
} from './publication-fixture.ts'

beforeAll(() => setLanguage('en'))

const previous = { scanId: 's0', title: 'Scan 2025', closedAt: '2025-10-27T16:00:00Z' }

function chosen(
  asked: Asked = {},
  hidden: string[] = [],
  more: Parameters<typeof publication>[1] = {},
): Chosen {
  const teams = hidden.map((name) =>
    unit({ id: name, parentId: 'whole', level: 1, name, results: [hiddenResult('professional')] }),
  )
  const found = chosenFrom(
    publication([unit({ id: 'whole', name: 'De Brug', results: [result(asked)] }), ...teams], more),
    {},
  )
  if (!found) throw new Error('The fixture has nothing to read')
  return found
}

/** As many percent chose each of the nine topics. */
function choosing(shares: number[]): Chosen {
  const from = chosen()
  const { importance } = from.result
  if (importance.state === 'hidden') throw new Error('The fixture has no choices')
  const dimensions = importance.dimensions.map((one, place) => ({ ...one, value: shares[place] ?? 0 }))
  return { ...from, result: { ...from.result, importance: { state: 'shown', dimensions } } }
}

describe('the response is one sentence', () => {
  test.each([
    ['enough', chosen(), 'Enough to rely on for De Brug.'],
    [
      'with names, up to three',
      chosen({}, ['Oost', 'West']),
      'Enough to rely on for De Brug. Cannot be shown apart: Oost and West.',
    ],
    [
      'with a count above three',
      chosen({}, ['A', 'B', 'C', 'D']),
      'Enough to rely on for De Brug. 4 teams cannot be shown apart.',
    ],
    [
      'below 40%',
      chosen({ n: 12, invited: 60 }),
      'The response is low: read the figures of De Brug with care.',
    ],
    [
      'below ten answers',
      chosen({ n: 7, invited: 12 }, ['West']),
      'Few answers: the figures of De Brug are a first impression. Cannot be shown apart: West.',
    ],
  ])('%s', (_rule, from, words) => {
    expect(say(responseFinding(from))).toBe(words)
  })
})

describe('scores', () => {
  test.each([
    [
      'name the highest and where most can be gained',
      chosen(),
      'Transparency is highest (78); most can be gained in Obstacles first (46).',
    ],
    [
      'name no lowest when all are alike',
      chosenFrom(alikePublication(), {}),
      'The scores are close together, from 59 to 64; the difference may be chance.',
    ],
    [
      'that are alone are told alone',
      chosen({ scores: [62, ...baseScores.slice(1).map(() => null)] }),
      'Only Client in control can be shown (62).',
    ],
    [
      'beyond the ends keep their band',
      chosen({ scores: [2, 99, ...baseScores.slice(2)] }),
      'Belief in own ability is highest (>95); most can be gained in Client in control (<5).',
    ],
  ])('%s', (_rule, from, words) => {
    expect(from && say(scoreFinding(from))).toBe(words)
  })

  test('stand highest first, without the hidden ones', () => {
    const placed = standings(chosen({ scores: [40, null, 60, ...baseScores.slice(3).map(() => null)] }))
    expect(placed.map(({ dimension }) => dimension)).toEqual([dimensions[2]?.id, dimensions[0]?.id])
  })

  test.each([
    [2, '(Almost) never'],
    [46, 'About half of the time'],
    [74, 'Usually'],
    [96, '(Almost) always'],
  ])('of %i are put in the words of the scale', (value, anchor) => {
    const score = cell(value)
    if (score.state !== 'shown') throw new Error('A shown score was asked')
    expect(say(anchorFinding(richPublication(), score))).toBe(`On average ‘${anchor}’.`)
  })
})

describe('where everyone answered there is no range, and that is told', () => {
  const some = chosen()
  const others = some.result.dimensions.slice(2)
  const complete = chosen({ n: 40 }).result.dimensions
  test.each([
    ['for all topics', chosen({ n: 40 }), 'Everyone took part. That is why the scores have no range.'],
    [
      'for some topics',
      { ...some, result: { ...some.result, dimensions: [...complete.slice(0, 2), ...others] } },
      'Everyone answered on Client in control and Belief in own ability. That is why there is no range there.',
    ],
  ])('%s', (_rule, from, words) => {
    const finding = everyoneFinding(from)
    expect(finding && say(finding)).toBe(words)
  })

  test('and nothing is told where people are missing', () => {
    expect(everyoneFinding(some)).toBeNull()
  })
})

describe('change since the previous round', () => {
  const rest = (cells: ChangeCell[]) => [...cells, ...baseScores.slice(cells.length).map(() => change(1))]
  test.each([
    [
      'the first round says so',
      undefined,
      null,
      'This is the first time. After the next scan, this tells what has changed.',
    ],
    [
      'other questions cannot be compared',
      [],
      previous,
      'This scan cannot be compared with ‘Scan 2025’: other questions or other groups.',
    ],
    [
      'hidden changes say too few answers',
      [change(null), change(null)],
      previous,
      'There are too few answers to compare with ‘Scan 2025’.',
    ],
    ['noise gets no direction', rest([]), previous, 'No clear change on any topic since ‘Scan 2025’.'],
    ['one clear change', rest([change(9)]), previous, 'A clear change on one topic.'],
    ['several', rest([change(9), change(-12)]), previous, 'A clear change on 2 topics.'],
  ])('%s', (_rule, changes, before, words) => {
    expect(say(sinceFinding(chosen(changes ? { change: changes } : {}, [], { previous: before })))).toBe(
      words,
    )
  })

  test.each([
    [
      'up and down',
      rest([change(9), change(-12)]),
      'Clearly higher: Client in control. Clearly lower: Belief in own ability. Others: no clear change.',
    ],
    ['only up', rest([change(9)]), 'Clearly higher: Client in control. Others: no clear change.'],
    ['only down', rest([change(-9)]), 'Clearly lower: Client in control. Others: no clear change.'],
    ['neither', rest([]), 'No clear change on any topic.'],
  ])('in full: %s', (_rule, changes, words) => {
    expect(say(changeFinding(chosen({ change: changes }, [], { previous })))).toBe(words)
  })

  test('what went up comes first', () => {
    const clear = clearChanges(chosen({ change: rest([change(-9), change(8), change(14)]) }))
    expect(clear.map(({ cell: { difference } }) => difference)).toEqual([14, 8, -9])
  })
})

describe('perspectives', () => {
  const gap = (...cells: Gap['dimensions']): Gap => ({
    first: 'professional',
    second: 'client',
    dimensions: cells,
  })
  test.each([
    [
      'the first higher',
      gap(gapCell(70, 50)),
      'Professionals give a higher score than clients on: Client in control.',
    ],
    [
      'the second higher',
      gap(gapCell(50, 70)),
      'Clients give a higher score than professionals on: Client in control.',
    ],
    [
      'both ways',
      gap(gapCell(70, 50), gapCell(40, 60)),
      'Professionals give a higher score on Client in control; clients on Belief in own ability.',
    ],
    [
      'no clear difference',
      gap(gapCell(60, 58)),
      'No clear difference between professionals and clients on any topic.',
    ],
    [
      'untested below ten answers',
      gap(gapCell(60, 40, null)),
      'There are too few answers to say whether professionals and clients differ.',
    ],
    [
      'hidden',
      gap(gapCell(null, 40)),
      'There are too few answers to say whether professionals and clients differ.',
    ],
  ])('%s', (_rule, given, words) => {
    expect(say(gapFinding(richPublication(), given))).toBe(words)
  })

  const both = [result(), result({ perspective: 'client' })]
  test.each([
    [
      'a clear difference is named once',
      both,
      [gap(gapCell(70, 50))],
      'On one topic the groups clearly see it differently: Client in control.',
    ],
    ['tested without one', both, [gap(gapCell(60, 58))], 'The groups do not clearly see it differently.'],
    [
      'never tested',
      both,
      [gap(gapCell(60, 40, null))],
      'The groups are too small to say whether they see it differently.',
    ],
    [
      'one perspective',
      [result()],
      [],
      'Only the answers of professionals can be shown, so there is nothing to compare here.',
    ],
  ])('together: %s', (_rule, results, gaps, words) => {
    const from = chosenFrom(publication([unit({ id: 'u', name: 'U', results, gaps })]), {})
    expect(from && say(viewsFinding(from))).toBe(words)
  })
})

describe('what to work on', () => {
  const topics = (...equal: boolean[]) => {
    const { units } = richPublication()
    const first = units[0] ?? unit({ id: 'u', name: 'U' })
    const figures = { score: { value: 50, label: '50' }, importance: { value: 40, label: '40' } }
    const ranked = equal.map((aboutEqualToNext, place) => ({
      dimension: dimensions[place]?.id ?? '',
      rank: place + 1,
      ...figures,
      aboutEqualToNext,
    }))
    return {
      ...first,
      priorities: { state: 'shown' as const, perspective: 'client' as const, target: 75, topics: ranked },
    }
  }
  test.each([
    ['one first', topics(false, false), 'Client in control comes out first.'],
    [
      'some about equal',
      topics(true, true, false, false),
      'Client in control, Belief in own ability and Own initiative and self-direction come out about equally.',
    ],
    [
      'all about equal',
      topics(true, true, true, true, false),
      'The topics come out about equally. Choose together.',
    ],
    [
      'nothing to propose',
      unit({ id: 'u', name: 'U', results: [hiddenResult('professional')] }),
      'There are too few answers to propose an order. Choose together from the topics above.',
    ],
  ])('%s', (_rule, of, words) => {
    expect(say(prioritiesFinding(richPublication(), of))).toBe(words)
  })

  test('topics whose order says little stand together', () => {
    const ranks = priorityGroups(topics(false, true, true, false, false)).map((group) =>
      group.map(({ rank }) => rank),
    )
    expect(ranks).toEqual([[1], [2, 3, 4], [5]])
  })

  test.each([
    [
      'the three most chosen',
      chosen(),
      'Professionals chose most often: Transparency, Strengths-based working and Belief in own ability.',
    ],
    [
      'no crowd of equals beside the ones that lead',
      choosing([5, 40, 5, 5, 5, 5, 90, 5, 5]),
      'Professionals chose most often: Obstacles first and Belief in own ability.',
    ],
    [
      'hidden below ten answers',
      chosen({ n: 7, invited: 12 }),
      'From 10 answers on, this shows which topics people find important.',
    ],
  ])('importance: %s', (_rule, from, words) => {
    expect(say(importanceFinding(from))).toBe(words)
  })
})
