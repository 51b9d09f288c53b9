import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, inLine, isPassword, isWeakPassword } from '#server/access/passwords/passwords.ts'

test('only the password itself fits its hash', async () => {
  const hash = await hashPassword('een korte zin', randomBytes(16))
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isPassword('een korte zin', hash)).toBe(true)
  expect(await isPassword('een korte Zin', hash)).toBe(false)
  expect(await isPassword('een korte zin', 'no hash at all')).toBe(false)
})

test('the same password never gives the same hash twice', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => hashPassword('een korte zin', randomBytes(16))))
  expect(one).not.toBe(other)
})

test('an accent may be typed on any keyboard', async () => {
  const hash = await hashPassword('cliënt aan het stuur'.normalize('NFC'), randomBytes(16))
  expect(await isPassword('cliënt aan het stuur'.normalize('NFD'), hash)).toBe(true)
})

test.each([
  ['eleven characters are too few', 'elf tekens!', true],
  ['twelve will do', 'twaalf teken', false],
  ['one character repeated is no password', 'aaaaaaaaaaaaaaaaaa', true],
  ['the own address is no password', 'Mia@Debrug.test', true],
  ['a sentence is a good one', 'de brug gaat nooit open', false],
])('%s', (_rule, password, weak) => {
  expect(isWeakPassword(password, 'mia@debrug.test')).toBe(weak)
})

test('two passwords are checked at the same time, the others wait, and too many are sent away', async () => {
  const line = inLine(2, 2, () => new Error('too busy'))
  const started: number[] = []
  const finish: (() => void)[] = []
  const work = (number: number) =>
    line(() => {
      started.push(number)
      return new Promise<void>((done) => finish.push(done))
    })
  const all = [1, 2, 3, 4].map(work)
  await expect(work(5)).rejects.toThrow('too busy')
  expect(started).toEqual([1, 2])
  finish[0]?.()
  await all[0]
  expect(started).toEqual([1, 2, 3])
  finish[1]?.()
  await all[1]
  finish[2]?.()
  finish[3]?.()
  await Promise.all(all)
  expect(started).toEqual([1, 2, 3, 4])
})

test('work that fails gives its place to the next', async () => {
  const line = inLine(1, 9, () => new Error('too busy'))
  await expect(line(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(line(async () => 'next')).resolves.toBe('next')
})
