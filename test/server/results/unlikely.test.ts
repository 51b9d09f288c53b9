import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Publication } from '#server/results/contract.ts'
import { clients, crowd, many, publishOf, resultOf, staff, unit } from './published.ts'

test('where nobody knows how many were invited, no figure counts on it', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', staff(12)), crowd('B', 'professional', staff(12))],
    invited: { 'A professional': null, 'B professional': 12 },
  })
  const [own, other, root] = ['A', 'B', 'root'].map((id) => resultOf(publication, id, 'professional'))
  // sd 26.11, t 2.201: margin 16.59 without correction
  expect(own?.dimensions[0]).toMatchObject({
    basis: { state: 'counted', n: 12, invited: null },
    interval: { state: 'range', margin: 17 },
  })
  expect(other?.dimensions[0]).toMatchObject({ interval: { state: 'everyone' } })
  expect(root?.dimensions[0]).toMatchObject({ basis: { n: 24, invited: null }, interval: { state: 'range' } })
  expect([own, other, root].map((result) => result?.response)).toEqual(many(3, { state: 'hidden' }))
  expect(publication.notices).not.toContain('more-answers-than-invited')
  expect([...Value.Errors(Publication, publication)]).toEqual([])
})

test('more answers than invited are told, and everyone is taken to have answered', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', staff(12))],
    invited: { 'A professional': 10 },
  })
  expect(publication.notices).toContain('more-answers-than-invited')
  expect(resultOf(publication, 'A', 'professional').dimensions[0]).toMatchObject({
    basis: { n: 12, invited: 12 },
    interval: { state: 'everyone' },
  })
})

test.each([
  ['nobody answered anything', many(12, many(7, null))],
  ['one person answered', staff(1)],
  ['nobody came', []],
])('%s: a publication that tells nothing', (_case, people) => {
  const { publication, comparison, figures } = publishOf({
    crowds: [crowd('A', 'professional', people)],
    invited: { 'A professional': 20 },
  })
  const { dimensions, items, importance, agreement } = resultOf(publication, 'root', 'professional')
  expect([...dimensions, ...(agreement ?? []), importance].every(({ state }) => state === 'hidden')).toBe(
    true,
  )
  expect(items).toEqual([])
  expect(comparison.cells).toEqual([])
  expect(figures.dimensions).toEqual([])
  expect([...Value.Errors(Publication, publication)]).toEqual([])
})

test('ten thousand units with three perspectives are published', () => {
  const units = Array.from({ length: 10_000 }, (_unit, index) =>
    unit(`u${index}`, index ? `u${Math.floor((index - 1) / 8)}` : null),
  )
  const crowds = units.flatMap(({ id }, index) => [
    crowd(id, 'professional', staff(index % 7)),
    crowd(id, 'client', clients(index % 9)),
    crowd(id, 'manager', staff(index % 2)),
  ])
  const { publication } = publishOf({ units, crowds })
  expect(publication.units).toHaveLength(10_000)
  expect(resultOf(publication, 'u0', 'professional').dimensions[0]).toMatchObject({ state: 'shown' })
})
