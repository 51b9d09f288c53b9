import { describe, expect, test } from 'vitest'
import { follow, hashOf, START, type StoredEntry } from '#server/audit-log/chain.ts'
import { readSubject } from '#server/audit-log/things.ts'

function chainOf(deeds: string[]): StoredEntry[] {
  const entries: StoredEntry[] = []
  for (const deed of deeds) {
    const bare = {
      chainId: '11111111-1111-4111-8111-111111111111',
      position: entries.length + 1,
      happenedAt: new Date('2026-11-21T09:00:00.123Z'),
      userId: 'u1',
      userName: 'Zoë',
      role: 'messenger',
      deed,
      subjectText: '{}',
      previousHash: entries.at(-1)?.hash ?? Buffer.alloc(0),
    }
    entries.push({ ...bare, hash: hashOf(bare) })
  }
  return entries
}

const sound = chainOf(['units:add', 'units:change', 'scans:launch', 'scans:close'])
const broken = (position: number, reason: string) => ({ state: 'broken', position, reason })

describe('the chain of the log', () => {
  test('is whole up to its last entry, also when it is read in parts', () => {
    const end = { state: 'whole', position: 4, hash: sound[3]?.hash }
    expect(follow(START, sound)).toEqual(end)
    expect(follow(follow(START, sound.slice(0, 3)), sound.slice(3))).toEqual(end)
  })

  test.each([
    ['an entry that was changed', sound.map((each) => ({ ...each })), 2, 'changed'],
    ['an entry that was changed and hashed anew', sound.map((each) => ({ ...each })), 3, 'rehashed'],
    ['an entry that is gone', sound.toSpliced(2, 1), 3, 'missing'],
    ['a first entry that is gone', sound.slice(1), 1, 'missing'],
  ])('%s breaks it at the first place that does not fit', (_rule, entries, position, how) => {
    const second = entries[1]
    if (how !== 'missing' && second) {
      second.userName = 'Somebody else'
      if (how === 'rehashed') second.hash = hashOf(second)
    }
    expect(follow(START, entries)).toEqual(broken(position, how === 'missing' ? 'missing' : 'changed'))
  })

  test('fields cannot be shifted into each other', () => {
    const [entry] = sound
    if (!entry) throw new Error('an entry expected')
    const shifted = { ...entry, userId: 'u1Z', userName: 'oë' }
    expect(hashOf(shifted)).not.toEqual(hashOf(entry))
  })
})

test('ids are told with what they are of, and an id that belongs to nothing known is told to nobody', () => {
  const subject = { id: 'a', intoId: 'b', groupId: 'c', role: 'manager' }
  expect(readSubject('units:merge', subject)).toEqual({
    things: [
      { kind: 'unit', id: 'a' },
      { kind: 'into', id: 'b' },
    ],
    details: { role: 'manager' },
  })
  expect(readSubject('members:withdraw', { id: 'a' }).things).toEqual([{ kind: 'invitation', id: 'a' }])
})
