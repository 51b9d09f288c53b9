import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  BACKUP_CODE_BYTES,
  backupCodeMac,
  newBackupCodes,
  plainCode,
} from '#server/access/second-factor/backup-codes.ts'
import { counterOf, keyAddress, keyOf } from '#server/access/second-factor/one-time-code.ts'
import { codeAt } from '../../../support/second-factor.ts'

const secret = Buffer.from('12345678901234567890')
const key = keyOf(secret)
const at = (seconds: number) => new Date(seconds * 1000)

/** As RFC 4226 describes it, apart from the library. */
function hotp(counter: number): string {
  const moment = Buffer.alloc(8)
  moment.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac('sha1', secret).update(moment).digest()
  const from = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('a one-time code', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [2_000_000_000, '279037'],
  ])('at second %i is what the standard says', async (seconds, code) => {
    expect(await codeAt(key, at(seconds))).toBe(code)
    expect(await counterOf({ key, code, now: at(seconds), lastCounter: 0 })).toBe(Math.floor(seconds / 30))
  })

  test.each([
    ['of this half minute works', 0, true],
    ['of the half minute before works', -1, true],
    ['of the next half minute works, for a clock that is fast', 1, true],
    ['of a minute ago does not', -2, false],
    ['of a minute ahead does not', 2, false],
  ])('%s', async (_rule, steps, works) => {
    const now = at(1_800_000_000)
    const counter = 60_000_000 + steps
    const found = await counterOf({ key, code: hotp(counter), now, lastCounter: 0 })
    expect(found).toBe(works ? counter : undefined)
  })

  test('that was used, or comes before one that was, does not work again', async () => {
    const now = at(1_800_000_000)
    const code = hotp(60_000_000)
    expect(await counterOf({ key, code, now, lastCounter: 59_999_999 })).toBe(60_000_000)
    expect(await counterOf({ key, code, now, lastCounter: 60_000_000 })).toBeUndefined()
    expect(await counterOf({ key, code, now, lastCounter: 60_000_001 })).toBeUndefined()
  })

  test.each(['', '28708', '2870821', 'abcdef'])('is not "%s"', async (code) => {
    expect(await counterOf({ key, code, now: at(59), lastCounter: 0 })).toBeUndefined()
  })

  test('comes from an app that was given the name of the account and the key', () => {
    expect(keyAddress(key, 'mia@debrug.test')).toBe(
      `otpauth://totp/Regie:mia%40debrug.test?secret=${key}&issuer=Regie&digits=6&period=30`,
    )
    expect(key).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  })
})

describe('backup codes', () => {
  test('are ten that differ, each of fifty bits', () => {
    const random = Buffer.from(Array.from({ length: BACKUP_CODE_BYTES }, (_, at) => (at * 37) % 256))
    const codes = newBackupCodes(random)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/)
  })

  test.each([
    'ab1c0-de1f0',
    'AB1C0 DE1F0',
    'abic0deIfo',
    ' ab-lc-0de-1fO ',
  ])('may be typed as "%s"', (typed) => {
    expect(plainCode(typed)).toBe('ab1c0de1f0')
  })

  test('are stored so that each account and each server has its own', () => {
    const mac = backupCodeMac('secret', 'mia', 'ab1c0-de1f0')
    expect(mac).toHaveLength(32)
    expect(backupCodeMac('secret', 'mia', 'AB1C0DE1F0')).toEqual(mac)
    expect(backupCodeMac('secret', 'max', 'ab1c0-de1f0')).not.toEqual(mac)
    expect(backupCodeMac('another', 'mia', 'ab1c0-de1f0')).not.toEqual(mac)
  })
})
