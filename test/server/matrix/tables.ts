import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Written by every call, also by a refused one: when a session was last used, and how often somebody tried. */
const ALWAYS_MOVING: Record<string, string[]> = { sessions: ['last_used_at', 'updated_at'] }
/** What a refused attempt is meant to leave: that there was one. */
export const COUNTERS = ['rate_windows', 'wrong_passwords', 'sign_in_failures']
const NEVER_COMPARED = [...COUNTERS, 'kysely_migration_lock']

/** A fingerprint of the contents of every table, read by the owner of the database: no table has to be named here to be in it. */
export async function fingerprints(owner: pg.Client): Promise<Map<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const compared = tables.map(({ name }) => name).filter((name) => !NEVER_COMPARED.includes(name))
  const union = compared.map((name) => {
    const row = (ALWAYS_MOVING[name] ?? []).reduce((so, column) => `(${so} - '${column}')`, 'to_jsonb(t)')
    return `select '${name}' as name, (select string_agg(${row}::text, chr(10) order by ${row}::text) from ${name} t) as contents`
  })
  const { rows } = await owner.query<{ name: string; contents: string | null }>(union.join(' union all '))
  return new Map(rows.map(({ name, contents }) => [name, digest(contents ?? '')]))
}

/** The names of tables that are not what they were. */
export function changesBetween(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  )
}

function digest(contents: string): string {
  return createHash('sha256').update(contents).digest('base64')
}
