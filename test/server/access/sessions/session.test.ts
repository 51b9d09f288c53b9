import { describe, expect, test } from 'vitest'
import { expiryOf, isOver, isWorthNoting } from '#server/access/sessions/session.ts'

const at = (time: string) => new Date(`2026-11-21T${time}Z`)

describe('a session (row 61)', () => {
  test.each([
    ['lives while it is used', '09:20:00', '09:30:00', false],
    ['lives until half an hour after its last use', '09:00:00', '09:29:59', false],
    ['is over half an hour after its last use', '09:00:00', '09:30:00', true],
    ['lives to the end of its twelve hours', '20:58:00', '20:59:59', false],
    ['is over after twelve hours, however much it is used', '20:59:00', '21:00:00', true],
  ])('%s', (_rule, lastUse, now, over) => {
    const expiresAt = expiryOf(at('09:00:00'))
    expect(isOver({ lastUsedAt: at(lastUse), expiresAt }, at(now))).toBe(over)
  })

  test.each([
    ['not within a minute', '09:00:59', false],
    ['after a minute', '09:01:00', true],
  ])('its use is written down %s', (_rule, now, worth) => {
    const times = { lastUsedAt: at('09:00:00'), expiresAt: at('21:00:00') }
    expect(isWorthNoting(times, at(now))).toBe(worth)
  })
})
