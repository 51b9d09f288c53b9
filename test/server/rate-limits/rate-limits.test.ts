import { describe, expect, test } from 'vitest'
import { newLanes } from '#server/rate-limits/lanes.ts'
import { LANES, LIMITS, limitOf } from '#server/rate-limits/limits.ts'
import { addressBucket } from '#server/rate-limits/sender.ts'
import { newMemoryStore } from '#server/rate-limits/store.ts'

describe('every route has a kind', () => {
  test.each([
    ['its own word', { method: 'GET', policy: 'results:read', limit: 'heavy' as const }, 'heavy'],
    [
      'none, when it counts for itself',
      { method: 'GET', policy: 'public', limit: false as const },
      undefined,
    ],
    ['a file to take along', { method: 'GET', policy: 'results:export' }, 'heavy'],
    ['a page for everyone', { method: 'GET', policy: 'public' }, 'public-read'],
    ['a link that is used', { method: 'POST', policy: 'public' }, 'link'],
    ['reading by an account', { method: 'GET', policy: 'scans:read' }, 'read'],
    ['writing by an account', { method: 'PUT', policy: 'scans:prepare' }, 'write'],
    ['respondents are not counted', { method: 'POST', policy: 'public', logged: false }, undefined],
    ['no page of ours', { method: 'GET' }, undefined],
  ])('%s', (_rule, route, kind) => {
    expect(limitOf(route)).toBe(kind)
  })

  test('a person, or an office behind one address, never meets them', () => {
    expect(LIMITS.read.most / LIMITS.read.minutes).toBeGreaterThanOrEqual(600)
    expect(LIMITS['sign-in'].most / LIMITS['sign-in'].minutes).toBeGreaterThanOrEqual(5)
    expect(LANES.each).toBeLessThan(LANES.all)
  })
})

test('uses are counted in a window, apart for each kind and sender', async () => {
  let at = Date.parse('2026-11-22T10:00:00Z')
  const store = newMemoryStore(() => new Date(at))
  expect(await store.count('miss', 'mia')).toEqual({ uses: 1, endsInSeconds: 600 })
  at += 60_000
  expect(await store.count('miss', 'mia')).toEqual({ uses: 2, endsInSeconds: 540 })
  expect(await store.count('miss', 'max')).toEqual({ uses: 1, endsInSeconds: 600 })
  expect(await store.count('read', 'mia')).toEqual({ uses: 1, endsInSeconds: 60 })
  at += 540_000
  expect(await store.count('miss', 'mia')).toEqual({ uses: 1, endsInSeconds: 600 })
  at -= 86_400_000
  expect(await store.count('miss', 'mia')).toEqual({ uses: 1, endsInSeconds: 600 })
})

test('many senders do not fill the memory', async () => {
  const at = new Date('2026-11-22T10:00:00Z')
  const store = newMemoryStore(() => at)
  for (let sender = 0; sender < 50_001; sender++) await store.count('miss', String(sender))
  expect(await store.count('miss', '0')).toMatchObject({ uses: 1 })
  expect(await store.count('miss', '50000')).toMatchObject({ uses: 2 })
})

describe('an address counts as', () => {
  test.each([
    ['itself', '203.0.113.7', '203.0.113.7'],
    ['itself when written in the newer way', '::ffff:203.0.113.7', '203.0.113.7'],
    ['its household', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
    ['its household when shortened', '2001:db8::1', '2001:db8:0:0'],
    ['its household with zeros before', '2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['this machine', '::1', '0:0:0:0'],
  ])('%s', (_rule, address, bucket) => {
    expect(addressBucket(address)).toBe(bucket)
  })
})

describe('heavy work (row 56)', () => {
  const options = { each: 2, all: 3, waiting: 2, patienceMs: 50 }

  test('one organisation gets two places, another still gets one, and who leaves makes room', async () => {
    const enter = newLanes({ ...options, patienceMs: 5000 })
    const leave = await enter('a')
    await enter('a')
    const third = enter('a')
    expect(await Promise.race([third, 'waits'])).toBe('waits')
    expect(await enter('b')).toBeTypeOf('function')
    leave?.()
    leave?.()
    expect(await third).toBeTypeOf('function')
    const fourth = enter('b')
    expect(await Promise.race([fourth, 'waits'])).toBe('waits')
  })

  test('whoever waited too long, or comes when many wait, is sent away', async () => {
    const enter = newLanes(options)
    const leave = await enter('a')
    await enter('a')
    const waiting = [enter('a'), enter('a')]
    expect(await enter('a')).toBeUndefined()
    expect(await Promise.all(waiting)).toEqual([undefined, undefined])
    leave?.()
    expect(await enter('a')).toBeTypeOf('function')
  })
})
