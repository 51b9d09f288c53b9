import { describe, expect, test } from 'vitest'
import { countAnswer, newBurst } from '#server/responses/bursts.ts'
import { newTurns, turnsBy, untilTurn } from '#server/responses/turns.ts'

const NOON = Date.parse('2026-11-21T11:00:00Z')
const SECOND = 1000

describe('row 15: many answers from one place through a shared link take turns', () => {
  test('the first five of a minute are let in at once', () => {
    const turns = newTurns()
    expect([1, 2, 3, 4, 5].map((who) => untilTurn(turns, `${who}`, NOON))).toEqual([0, 0, 0, 0, 0])
    expect(untilTurn(turns, '6', NOON)).toBe(SECOND)
  })

  test('each next one waits a second longer, and is let in when that has passed', () => {
    const turns = newTurns()
    const waits = Array.from({ length: 45 }, (_one, who) => untilTurn(turns, `${who}`, NOON))
    expect(waits.slice(5)).toEqual(Array.from({ length: 40 }, (_one, place) => (place + 1) * SECOND))
    expect(untilTurn(turns, '44', NOON + 39 * SECOND)).toBe(SECOND)
    expect(untilTurn(turns, '44', NOON + 40 * SECOND)).toBe(0)
  })

  test('asking again meanwhile neither helps nor harms', () => {
    const turns = newTurns()
    for (let who = 0; who < 6; who++) untilTurn(turns, `${who}`, NOON)
    for (let again = 0; again < 50; again++) expect(untilTurn(turns, '5', NOON)).toBe(SECOND)
    expect(untilTurn(turns, 'next', NOON)).toBe(2 * SECOND)
  })

  test('after a quiet minute nobody waits', () => {
    const turns = newTurns()
    for (let who = 0; who < 5; who++) untilTurn(turns, `${who}`, NOON)
    expect(untilTurn(turns, 'late', NOON + 61 * SECOND)).toBe(0)
  })

  test('a program that never comes back cannot make the line longer than ten minutes', () => {
    const turns = newTurns()
    const waits = Array.from({ length: 5000 }, (_one, who) => untilTurn(turns, `${who}`, NOON))
    expect(Math.max(...waits)).toBe(600 * SECOND)
    expect(turns.waiting.size).toBeLessThanOrEqual(2000)
    expect(untilTurn(turns, 'person', NOON + 1300 * SECOND)).toBeLessThanOrEqual(2 * SECOND)
  })
})

test.each([
  ['an address of the old kind', '203.0.113.7', '203.0.113.7'],
  ['the same, written in the new way', '::ffff:203.0.113.7', '203.0.113.7'],
  ['a network of the new kind', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['the machine itself', '127.0.0.1', undefined],
  ['the machine itself, in the new way', '::1', undefined],
  ['a private network', '10.1.2.3', undefined],
  ['a home network', '192.168.1.20', undefined],
  ['a network of containers', '172.18.0.1', undefined],
  ['what only looks private', '172.32.0.1', '172.32.0.1'],
  ['a private network of the new kind', 'fd12:3456::1', undefined],
  ['an address on the own cable', 'fe80::1', undefined],
])('%s takes turns by %s', (_what, address, by) => {
  expect(turnsBy(address)).toBe(by)
})

test('whether many came within ten minutes is looked at every tenth time', () => {
  const burst = newBurst(NOON)
  const count = (many: number, from: number, at: number) =>
    Array.from({ length: many }, (_, one) => countAnswer(burst, `${from + one}`, at)).filter(Boolean)
  expect(count(25, 0, NOON)).toEqual([10, 20])
  // the same ones sent again, as a phone on a bad line does
  expect(count(25, 0, NOON)).toEqual([])
  expect(count(5, 25, NOON)).toEqual([30])
  expect(count(10, 0, NOON + 600 * SECOND)).toEqual([10])
})
