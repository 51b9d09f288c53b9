import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** Row 78: what a database may already have run never changes, and what comes after leaves room for the version before. */
const FOLDER = path.join(import.meta.dirname, '../migrations')
const migrations = readdirSync(FOLDER).toSorted()
const read = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8')
const sumOf = (name: string) => createHash('sha256').update(read(name)).digest('hex').slice(0, 16)

/** Frozen, with the beginning of their SHA-256. Whoever releases a version adds its migrations here. */
const FROZEN: Record<string, string> = {
  '0001-first.ts': '985d878a8b32a684',
  '0002-figures.ts': '72a7380d126f2426',
  '0003-offices.ts': '62ea098390a03191',
  '0004-inbox.ts': '9f0047c5fac8db14',
  '0005-accounts.ts': 'f9d8e39162e272fb',
  '0006-programme.ts': 'b2adaa4f8f744317',
  '0007-privacy.ts': '51e0af4caf9c4dee',
  '0008-limits.ts': 'e827449b9cd106cf',
  '0009-mail-queue.ts': 'a0da0fe813ba9913',
  '0010-people.ts': 'd7cabab2259b8111',
}

/** What takes something away that the version before reads, or refuses what it writes. */
const BREAKING: [string, RegExp][] = [
  ['drops something', /\bdrop\s+(?!index\b|not\s+null\b)(?:if\s+exists\s+)?[a-z]/i],
  ['drops something', /\.drop(?!Index)[A-Z]\w*\(/],
  ['renames something', /\brename\b|\.rename[A-Z]\w*\(/i],
  ['gives a column another type', /\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b|\.setDataType\(/i],
  ['demands a value', /\bset\s+not\s+null\b|\.setNotNull\(/i],
  [
    'demands a value',
    /\badd\s+(?:column\s+)?(?!constraint\b)\w+[^,;`]*\bnot\s+null\b(?![^,;`]*\b(?:default|generated)\b)(?<!\b(?:default|generated)\b[^,;`]*)/i,
  ],
  [
    'refuses what may be there',
    /\badd\s+(?:constraint|check|unique|primary|foreign|exclude)\b|\bcreate\s+unique\s+index\b/i,
  ],
  ['removes rows', /\btruncate\b|\bdelete\s+from\b|\.deleteFrom\(/i],
  ['takes a right away', /\brevoke\b/i],
  ['does something else under a known name', /\bcreate\s+or\s+replace\b/i],
]

/** Looked at and sound all the same: which migration, and why the version before goes on working. */
const LOOKED_AT: Record<string, string> = {}

/** Of tables that come with it the version before knows nothing. */
function breaks(text: string): string[] {
  const own = [...text.matchAll(/\bcreate\s+table\s+(\w+)/gi)].map(([, name = '']) => name)
  const ofOwn = new RegExp(`\\b(?:on|table|from)\\s+(?:${own.join('|') || '(?!)'})\\b`, 'i')
  const others = text
    .split(';')
    .filter((statement) => !ofOwn.test(statement) || /create\s+table/i.test(statement))
  return [
    ...new Set(BREAKING.flatMap(([what, how]) => (others.some((each) => how.test(each)) ? [what] : []))),
  ]
}

describe('an interrupted or mixed update (row 78)', () => {
  test('a migration that is out in the world stays as it was', () => {
    const kept = Object.keys(FROZEN)
    expect(migrations.slice(0, kept.length)).toEqual(kept)
    expect(Object.fromEntries(kept.map((name) => [name, sumOf(name)]))).toEqual(FROZEN)
  })

  test('a later one takes nothing away from the version before it, which still runs meanwhile', () => {
    const later = migrations.filter((name) => !(name in FROZEN) && !(name in LOOKED_AT))
    expect(later.map((name) => [name, breaks(read(name))])).toEqual(later.map((name) => [name, []]))
    expect(Object.keys(LOOKED_AT).filter((name) => !migrations.includes(name))).toEqual([])
  })

  test.each([
    ['alter table scans drop column title', 'drops something'],
    ['drop table if exists receipts', 'drops something'],
    [`db.schema.alterTable('scans').dropColumn('title')`, 'drops something'],
    ['alter table scans rename column title to name', 'renames something'],
    [`db.schema.alterTable('scans').renameTo('surveys')`, 'renames something'],
    ['alter table scans alter column title type varchar(80)', 'gives a column another type'],
    ['alter table scans alter title set not null', 'demands a value'],
    ['alter table scans add column colour text not null', 'demands a value'],
    ['alter table scans add constraint short check (length(title) < 9)', 'refuses what may be there'],
    ['create unique index one_title on scans (title)', 'refuses what may be there'],
    ['delete from receipts', 'removes rows'],
    ['revoke insert on inbox from regie_app', 'takes a right away'],
    ['create or replace function submit() returns void', 'does something else under a known name'],
  ])('%s would be found', (statement, what) => {
    expect(breaks(statement)).toEqual([what])
  })

  test.each([
    'alter table scans add column colour text',
    `alter table scans add column colour text not null default 'blue'`,
    'alter table scans add column doubled integer not null generated always as (1 + 1) stored',
    'alter table scans alter column title drop not null',
    'create table colours (id uuid primary key, name text not null)',
    'drop index scans_title; create index scans_colour on scans (colour)',
    'create table colours (id uuid, name text not null); create unique index on colours (name); revoke delete on colours from regie_app',
    'grant select on colours to regie_app',
  ])('%s leaves room', (statement) => {
    expect(breaks(statement)).toEqual([])
  })
})
