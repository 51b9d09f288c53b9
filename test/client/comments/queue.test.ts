import { expect, test } from 'vitest'
import { matching, neighbourOf, piecesOf, replaced } from '#client/comments/queue.ts'
import type { Hint, QueuedComment } from '#server/comments/contract.ts'

const one = (id: string, decision: QueuedComment['decision'], hints: Hint[] = []): QueuedComment => ({
  id,
  text: id,
  unitId: 'u',
  perspective: 'client',
  questionId: 'q',
  hints,
  decision,
})
const mark = (kind: Hint['kind'], start: number, end: number): Hint => ({ kind, start, end })
const all = [
  one('a', null),
  one('b', null, [mark('name', 0, 1)]),
  one('c', 'approved', [mark('name', 0, 1)]),
  one('d', 'rejected'),
]

test.each([
  ['open', 'ab'],
  ['hint', 'b'],
  ['approved', 'c'],
  ['rejected', 'd'],
] as const)('the filter %s shows %s', (filter, ids) => {
  expect(matching(all, filter).map(({ id }) => id)).toEqual([...ids])
})

test.each([
  ['a', 'b'],
  ['d', 'c'],
  ['unknown', 'a'],
])('after %s one reads on at %s', (id, next) => expect(neighbourOf(all, id)).toBe(next))

test('after the only one there is nowhere to read on', () => {
  expect(neighbourOf([one('a', null)], 'a')).toBeUndefined()
})

test('a judged comment takes its place with all that stays the same', () => {
  const after = replaced(all, { id: 'a', text: 'new', hints: [], decision: 'approved' })
  expect(after[0]).toEqual({ ...all[0], text: 'new', decision: 'approved' })
  expect(after.slice(1)).toEqual(all.slice(1))
})

test.each<[string, Hint[], string]>([
  ['plain', [], 'plain'],
  ['ask Mia now', [mark('name', 4, 7)], 'ask |[Mia]| now'],
  ['Mia', [mark('name', 0, 3)], '[Mia]'],
  ['Mia ill', [mark('name', 0, 3), mark('illness', 4, 7)], '[Mia]| |[ill]'],
  ['', [], ''],
])('the pieces of "%s" make the text again', (text, hints, drawn) => {
  const pieces = piecesOf(text, hints)
  expect(pieces.map(({ words, kind }) => (kind ? `[${words}]` : words)).join('|')).toBe(drawn)
  expect(pieces.map(({ words }) => words).join('')).toBe(text)
})
