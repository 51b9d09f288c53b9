import type { Db } from '../database.ts'
import { endOf, startOf } from '../scans/calendar.ts'
import { follow, type Place, START } from './chain.ts'
import type { AuditEntry, AuditExportQuery, AuditLog, AuditQuery } from './contract.ts'
import * as queries from './queries.ts'
import { deedsOf, readSubject } from './things.ts'

const PAGE = 50
const AT_A_TIME = 2000
const FAILURE_DAYS = 30
const DAY_MS = 86_400_000

export async function readLog(db: Db, chainId: string, query: AuditQuery, now: Date): Promise<AuditLog> {
  const before = query.before === undefined ? undefined : Number(query.before)
  const rows = await queries.listEntries(db, chainId, { ...wantedBy(query), before }, PAGE + 1)
  // today is one of them; failures are counted by the day in UTC
  const since = new Date(now.getTime() - (FAILURE_DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  return {
    entries: await presentEntries(db, rows.slice(0, PAGE)),
    hasMore: rows.length > PAGE,
    people: await queries.listActors(db, chainId),
    failedSignIns: { days: FAILURE_DAYS, attempts: await queries.countFailures(db, chainId, since) },
  }
}

export interface ExportedEntry extends AuditEntry {
  hash: string
}

/** At most so many, the newest; a shorter period holds the rest. */
export async function readForExport(
  db: Db,
  chainId: string,
  query: AuditExportQuery,
  most: number,
): Promise<ExportedEntry[]> {
  const exported: ExportedEntry[] = []
  let before: number | undefined
  while (exported.length < most) {
    const wanted = { ...wantedBy(query), before }
    const rows = await queries.listEntries(db, chainId, wanted, Math.min(AT_A_TIME, most - exported.length))
    const entries = await presentEntries(db, rows)
    exported.push(
      ...entries.map((entry, place) => ({ ...entry, hash: rows[place]?.hash.toString('hex') ?? '' })),
    )
    before = rows.at(-1)?.position
    if (rows.length < AT_A_TIME) break
  }
  return exported
}

/** Reads a whole chain from its beginning, some entries at a time, until its end or its first break. */
export async function checkChain(db: Db, chainId: string): Promise<Place> {
  let place = START
  while (place.state === 'whole') {
    const entries = await queries.listStored(db, chainId, place.position, AT_A_TIME)
    place = follow(place, entries)
    if (entries.length < AT_A_TIME) break
  }
  return place
}

function wantedBy({ from, until, person, topic, thing }: AuditExportQuery): queries.Wanted {
  return {
    since: from === undefined ? undefined : startOf(from),
    until: until === undefined ? undefined : endOf(until),
    userId: person,
    deeds: topic === undefined ? undefined : deedsOf(topic),
    id: thing,
  }
}

async function presentEntries(db: Db, rows: readonly queries.EntryRow[]): Promise<AuditEntry[]> {
  const read = rows.map((row) => ({ row, ...readSubject(row.deed, row.subject) }))
  const names = await queries.nameThings(
    db,
    read.flatMap(({ things }) => things),
  )
  return read.map(({ row, things, details }) => ({
    position: row.position,
    at: row.happenedAt.toISOString(),
    person: { userId: row.userId, name: row.userName },
    role: row.role,
    deed: row.deed,
    things: things.map((thing) => ({ ...thing, name: names.get(thing.id) ?? null })),
    details,
  }))
}
