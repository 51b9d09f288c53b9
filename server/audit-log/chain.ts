import { createHash } from 'node:crypto'

/** An entry as it lies in the database, its moment and its subject as the hash takes them. */
export interface StoredEntry {
  chainId: string
  position: number
  happenedAt: Date
  userId: string
  userName: string
  role: string
  deed: string
  subjectText: string
  previousHash: Buffer
  hash: Buffer
}

/** How far a chain was followed, or where it broke. */
export type Place =
  | { state: 'whole'; position: number; hash: Buffer }
  | { state: 'broken'; position: number; reason: 'missing' | 'changed' }

export const START: Place = { state: 'whole', position: 0, hash: Buffer.alloc(0) }

/**
 * Follows a chain through its next entries, in order of position. Worked out here once more and not in the database, so that whoever
 * changed the rules there is found out too.
 */
export function follow(place: Place, entries: readonly StoredEntry[]): Place {
  let reached = place
  for (const entry of entries) {
    if (reached.state === 'broken') return reached
    reached = step(reached, entry)
  }
  return reached
}

function step({ position: before, hash }: Extract<Place, { state: 'whole' }>, entry: StoredEntry): Place {
  const position = before + 1
  if (entry.position !== position) return { state: 'broken', position, reason: 'missing' }
  const isSound = entry.previousHash.equals(hash) && entry.hash.equals(hashOf(entry))
  return isSound
    ? { state: 'whole', position, hash: entry.hash }
    : { state: 'broken', position, reason: 'changed' }
}

/** As `audit_hash` in the database: each field behind its length, so that no two entries can look alike. */
export function hashOf(entry: Omit<StoredEntry, 'hash'>): Buffer {
  const fields = [
    entry.chainId,
    String(entry.position),
    String(entry.happenedAt.getTime()),
    entry.userId,
    entry.userName,
    entry.role,
    entry.deed,
    entry.subjectText,
  ]
  const hash = createHash('sha256').update(entry.previousHash)
  for (const field of fields) hash.update(`${Buffer.byteLength(field)}:${field}`)
  return hash.digest()
}
