import { expect, test } from 'vitest'
import type { Publication } from '#server/results/contract.ts'
import { crowd, publishOf, resultOf, staff } from './published.ts'

const onPaper = (unitId: string, people: number, typed: number) => ({
  ...crowd(unitId, 'professional', staff(people), [0]),
  onPaper: typed,
})
const shownOf = (publication: Publication, unitId: string) => {
  const { dimensions, importance, items, agreement } = resultOf(publication, unitId, 'professional')
  return {
    score: dimensions[0]?.state,
    importance: importance.state,
    items: items.length > 0,
    agreement: agreement?.[0]?.state,
  }
}
const everything = { score: 'shown', importance: 'shown', items: true, agreement: 'shown' }
const nothing = { score: 'hidden', importance: 'hidden', items: false, agreement: 'hidden' }

test('two who answered online beside ten answers typed in from paper stay hidden', () => {
  const { publication } = publishOf({ crowds: [onPaper('A', 12, 10), onPaper('B', 12, 0)] })
  expect(shownOf(publication, 'root')).toEqual(everything)
  expect(shownOf(publication, 'A')).toEqual(nothing)
  expect(shownOf(publication, 'B')).toEqual(nothing)
})

test('a unit whose answers all came from paper counts as any other', () => {
  const { publication } = publishOf({ crowds: [onPaper('A', 12, 12), onPaper('B', 12, 0)] })
  for (const unitId of ['root', 'A', 'B']) expect(shownOf(publication, unitId)).toEqual(everything)
})

test('five to nine who answered online: a score, and nothing that needs ten', () => {
  const { publication } = publishOf({ crowds: [onPaper('A', 16, 10)] })
  expect(shownOf(publication, 'A')).toEqual({ ...nothing, score: 'shown' })
  expect(resultOf(publication, 'A', 'professional').dimensions[0]).toMatchObject({ basis: { state: 'few' } })
})
