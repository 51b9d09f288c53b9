import { beforeAll, expect, test } from 'vitest'
import { agreementGroups } from '#client/results/agreement.ts'
import { chosenFrom } from '#client/results/chosen.ts'
import { meaningOfDifference } from '#client/results/difference.ts'
import { scoreChart } from '#client/results/score-chart.ts'
import { setLanguage } from '#client/text/text.ts'
import type { AgreementCell } from '#server/results/contract.ts'
import { baseScores, publication, result, unit } from './publication-fixture.ts'

beforeAll(() => setLanguage('en'))

const hidden: AgreementCell = { state: 'hidden' }

function chosen(agreement: AgreementCell[] | undefined) {
  const { agreement: _fixture, ...told } = result()
  const cells = agreement && [...agreement, ...baseScores.slice(agreement.length).map(() => hidden)]
  const own = cells ? { ...told, agreement: cells } : told
  const found = chosenFrom(publication([unit({ id: 'whole', name: 'De Brug', results: [own] })]), {})
  if (!found) throw new Error('The fixture has nothing to read')
  return found
}

test('topics are grouped by the careful word, most agreed first, and by the other where there is no careful one', () => {
  const groups = agreementGroups(
    chosen([
      { state: 'shown', careful: 'weak', generous: 'strong' },
      { state: 'shown', careful: null, generous: 'strong' },
      { state: 'shown', careful: 'weak', generous: 'moderate' },
      hidden,
    ]),
  )
  expect(groups).toEqual([
    { word: 'strong', topics: ['Belief in own ability'] },
    { word: 'weak', topics: ['Client in control', expect.any(String)] },
  ])
})

test('the table under the chart tells both words in the order of the chart', () => {
  const { columns } = scoreChart(
    chosen([{ state: 'shown', careful: 'weak', generous: 'strong' }, hidden]),
    'instrument',
  )
  expect(columns?.slice(1).map(({ label, cells }) => [label, ...cells.slice(0, 2)])).toEqual([
    ['Agreement, measured strictly', 'Answers differ', '–'],
    ['Agreement, measured less strictly', 'Agree', '–'],
  ])
})

test.each([
  ['nothing may be told', [hidden]],
  ['a publication of before', undefined],
])('%s: no groups and no columns', (_case, agreement) => {
  expect(agreementGroups(chosen(agreement))).toEqual([])
  expect(scoreChart(chosen(agreement), 'instrument').columns).toHaveLength(1)
})

test.each([
  [4, 'One step on the answer scale is 25 points. A difference of 5 points is as if about 1 in 5 people'],
  [6, 'One step on the answer scale is 17 points. A difference of 5 points is as if about 1 in 3 people'],
  [9, 'One step on the answer scale is 11 points. A difference of 5 points is as if about 1 in 2 people'],
  [20, 'One step on the answer scale is 5 points.'],
])('with %i steps from lowest to highest answer', (steps, words) => {
  expect(meaningOfDifference(steps).slice(0, words.length)).toBe(words)
})
