import { expect, test } from 'vitest'
import { type Answer, nextStep } from '#server/postgres/next-step.ts'

const taken = (ownerEnded: boolean) => ({ state: 'taken', owner: '123', ownerEnded }) as const

test.each<[string, Answer<unknown>, number, number, string]>([
  ['a free lock', { state: 'ours', port: 5432, session: {} }, 0, 0, 'enter'],
  ['the lock of a Regie that runs', taken(false), 0, 0, 'leave'],
  ['the lock of one that was just killed', taken(true), 4999, 0, 'wait'],
  ['a lock that nobody lets go', taken(true), 5000, 0, 'leave'],
  ['a server that starts or stops, however long', { state: 'changing' }, 600_000, 0, 'wait'],
  ['no answer yet', { state: 'silent' }, 15_000, 15_000, 'wait'],
  ['no answer for too long', { state: 'silent' }, 15_001, 15_001, 'replace'],
  ['a password that does not fit', { state: 'wrong-password' }, 0, 0, 'replace'],
  ['a server that cannot serve', { state: 'refused', reason: 'damaged' }, 0, 0, 'replace'],
])('%s', (_rule, answer, waited, silent, step) => {
  expect(nextStep(answer, waited, silent)).toBe(step)
})
