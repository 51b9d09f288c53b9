import { expect, test } from 'vitest'
import { findingsOf, topicsOf } from '#server/plans/findings.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { type Published, publicationOf } from './published.ts'

const units = [
  { id: 'root', parentId: null, name: 'De Brug' },
  { id: 'east', parentId: 'root', name: 'Oost' },
]
const published: Published = { organisationId: 'o', instrument: tinyInstrument, units }
const ranked = publicationOf({ ...published, ranked: ['choosing', 'listening'] }, 'scan')

test('each dimension says what the results said of the whole', () => {
  expect(findingsOf(ranked, null)).toMatchObject([
    {
      id: 'listening',
      rank: 2,
      chance: true,
      scores: [{ perspective: 'professional', score: { value: 50 } }],
    },
    { id: 'choosing', rank: 1, chance: true },
    { id: 'tempo', rank: null },
  ])
})

test('a manager reads the own unit, and nothing when it was not in the scan', () => {
  expect(findingsOf(ranked, 'east')[0]).toMatchObject({ scores: [{ score: { value: 50 } }] })
  expect(findingsOf(ranked, 'elsewhere')).toMatchObject([
    { id: 'listening', rank: null, chance: false, scores: [] },
    {},
    {},
  ])
})

test('what came out: the ranked topics, else the chances, else everything', () => {
  const [listening, choosing, tempo] = findingsOf(ranked, null)
  if (!listening || !choosing || !tempo) throw new Error('three dimensions expected')
  expect(topicsOf([listening, choosing, tempo])).toEqual(['choosing', 'listening'])
  const without = { rank: null, chance: false }
  expect(
    topicsOf([
      { ...listening, ...without },
      { ...choosing, rank: null },
    ]),
  ).toEqual(['choosing'])
  expect(
    topicsOf([
      { ...listening, ...without },
      { ...tempo, ...without },
    ]),
  ).toEqual(['listening', 'tempo'])
})
