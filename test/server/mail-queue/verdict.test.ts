import { expect, test } from 'vitest'
import { pauseAfter, verdictOf } from '#server/mail-queue/verdict.ts'

test.each([
  ['a server that cannot be reached is away', { command: 'CONN' }, false, 'away'],
  [
    'a server that does not let Regie in is away',
    { command: 'AUTH PLAIN', responseCode: 535 },
    false,
    'away',
  ],
  ['a server that is too busy is away', { command: 'CONN', responseCode: 421 }, false, 'away'],
  [
    'an address that is refused for now is tried later',
    { command: 'RCPT TO', responseCode: 450 },
    false,
    'later',
  ],
  [
    'an address that is refused for good is not tried again',
    { command: 'RCPT TO', responseCode: 550 },
    false,
    'refused',
  ],
  [
    'a text that is refused for good is not tried again',
    { command: 'DATA', responseCode: 554 },
    true,
    'refused',
  ],
  ['a text that is refused for now is tried later', { command: 'DATA', responseCode: 451 }, true, 'later'],
  ['silence before the whole text was given: nobody has the mail', { command: 'CONN' }, false, 'away'],
  ['silence after the whole text was given: somebody may have it', { command: 'CONN' }, true, 'unknown'],
] as const)('row 81: %s', (_rule, fault, handedOver, state) => {
  expect(verdictOf(fault, handedOver)).toEqual({ state })
})

test('the pause doubles from a minute up to an hour', () => {
  expect([1, 2, 3, 6, 7, 500].map((attempts) => pauseAfter(attempts) / 60_000)).toEqual([1, 2, 4, 32, 60, 60])
})
