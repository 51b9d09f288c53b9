import { expect, test } from 'vitest'
import { publicationCsv } from '#server/results/csv.ts'
import { clients, crowd, publishOf, resultOf, staff, unit } from './published.ts'

const twoUnits = [unit('root', null), unit('A', 'root'), unit('B', 'root')]

function publicationOf(a: [number, number], b: [number, number]) {
  const [[answeredA, invitedA], [answeredB, invitedB]] = [a, b]
  return publishOf({
    units: twoUnits,
    crowds: [
      crowd('A', 'professional', staff(answeredA)),
      crowd('B', 'professional', staff(answeredB)),
      crowd('root', 'client', clients(0)),
    ],
    invited: { 'A professional': invitedA, 'B professional': invitedB, 'root client': 0 },
  }).publication
}

test('4 of 10 beside 9 of 26: the sum of 13 would tell both, so only the interval stands beside the score', () => {
  const publication = publicationOf([4, 10], [9, 26])
  const { dimensions, items, response } = resultOf(publication, 'root', 'professional')
  expect(dimensions[0]).toMatchObject({ basis: { state: 'few' }, interval: { state: 'range' } })
  expect(items).toEqual([])
  expect(response).toMatchObject({ bound: 'at-least', percentage: 13 })
  const score = publicationCsv(publication, 'nl')
    .split('\r\n')
    .find((line) => line.startsWith('Unit root;Professionals;Score'))
  expect(score).not.toContain('weinig antwoorden')
  expect(score).not.toContain('13')
})

test('with one answer less there is room, and the number is told', () => {
  const { dimensions, items } = resultOf(publicationOf([4, 10], [8, 26]), 'root', 'professional')
  expect(dimensions[0]).toMatchObject({ basis: { state: 'counted', n: 12, invited: 36 } })
  expect(items.length).toBeGreaterThan(0)
})

test('4 of 8 beside 6 of 6: the rate of both is what the running scan told of them together', () => {
  const { response } = resultOf(publicationOf([4, 8], [6, 6]), 'root', 'professional')
  expect(response).toMatchObject({ state: 'shown', invited: 14, bound: 'at-least', percentage: 35 })
})
