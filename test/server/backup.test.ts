import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkBackup } from '#server/backup/check.ts'
import { backUpEmbedded, restoreEmbedded } from '#server/backup/embedded.ts'
import { BackupFault } from '#server/backup/fault.ts'
import { readHeader } from '#server/backup/file.ts'
import { restoreBackup } from '#server/backup/restore.ts'
import { readKeyFile } from '#server/backup/seal.ts'
import { writeBackup } from '#server/backup/write.ts'
import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'
import { migrateToLatest, migrateUpTo, pendingMigrations } from '#server/migrate.ts'
import type { EmbeddedPostgres } from '#server/postgres/supervise.ts'
import { createEmptyDatabase, createTestDatabase } from '../support/databases.ts'

const silent = () => undefined
const ODD_TEXT = 'regel één\nregel twee\r\t"aanhalingen" \\ back\u2028slash \u0001 🐘 {"end":"nep"}'

/** One table of every kind that could go wrong, beside the real ones. */
const KINDS = `
  create schema "Odd names";
  create type mood as enum ('goed', 'slecht');
  create domain score as smallint check (value between 1 and 5);
  create table "Odd names"."a ""quoted"" table" (
    id bigint generated always as identity primary key,
    answers smallint[], amount numeric(12, 4), real8 double precision, bytes bytea, at timestamptz, day date,
    span interval, document jsonb, raw json, mood mood, score score, flag boolean, code char(6), words text,
    doubled bigint generated always as (id * 2) stored
  );
  create table chickens (id integer primary key, egg integer);
  create table eggs (id integer primary key, chicken integer references chickens);
  alter table chickens add foreign key (egg) references eggs;
  create table closed (organisation integer not null, secret text not null);
  alter table closed enable row level security;
  alter table closed force row level security;
  create table parts (id integer, kind text) partition by list (kind);
  create table parts_a partition of parts for values in ('a');
  create table parts_b partition of parts for values in ('b');
  create table empty_one (id integer);
  create function refuse() returns trigger language plpgsql as $$ begin raise 'fired'; end $$;`
const ROWS = `
  insert into "Odd names"."a ""quoted"" table"
    (answers, amount, real8, bytes, at, day, span, document, raw, mood, score, flag, code, words) values
    ('{1,null,5}', 12345678.1234, 0.1::float8 + 0.2, '\\x00ff0a', '2026-03-29 02:30:00.123456+01', '0044-03-15 BC',
      '1 year 2 mons -3 days 04:05:06.789', '{"b": 1, "a": [1.0, null]}', '{"b":1,  "a":2}', 'goed', 5, true, 'ab', $1),
    ('{}', 'NaN', '-Infinity', '', 'infinity', 'infinity', '0', 'null', '[]', 'slecht', 1, false, '', ''),
    (null, null, null, null, null, null, null, null, null, null, null, null, null, null)`
const MORE_ROWS = `
  begin; set constraints all deferred;
  insert into chickens values (1, null); insert into eggs values (7, 1); update chickens set egg = 7;
  insert into closed values (1, 'of one'), (2, 'of two');
  insert into parts select n, case when n % 2 = 0 then 'a' else 'b' end from generate_series(1, 1234) n;
  create trigger refuse before insert on eggs for each row execute function refuse();
  commit;`

let folder: string
let file: string
let count = 0
let cluster: EmbeddedPostgres

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regie-backup-'))
  await chmod(folder, 0o755)
  cluster = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'cluster'),
    log: silent,
    disposable: true,
  })
})

afterAll(async () => {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(() => {
  file = path.join(folder, `backup-${++count}.gz`)
})

/** As the database writes it, whatever else in this process wants of numbers and dates. */
const asWritten = { getTypeParser: () => (value: string | Buffer) => value }

async function query<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, types: asWritten })
  await client.connect()
  return client
    .query<T>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

async function newDatabase({ kinds = false, rows = false } = {}): Promise<string> {
  const { url } = await (kinds ? createEmptyDatabase : createTestDatabase)(cluster.url)
  if (kinds) await query(url, KINDS)
  if (rows) {
    await query(url, ROWS, [ODD_TEXT])
    await query(url, MORE_ROWS)
    await migrateToLatest(url)
  }
  return url
}

async function organise(url: string, names: string[]): Promise<void> {
  await query(url, 'insert into organisations (name) select unnest($1::text[])', [names])
}

async function rewrite(change: (text: string) => string): Promise<void> {
  await writeFile(file, gzipSync(change(gunzipSync(await readFile(file)).toString())))
}

describe('what is written comes back', () => {
  test('every kind of value, table and reference is restored exactly', async () => {
    const source = await newDatabase({ kinds: true, rows: true })
    const target = await newDatabase({ kinds: true })
    const written = await writeBackup(source, file)
    expect(await restoreBackup(target, file)).toEqual(written)
    const odd = 'select * from "Odd names"."a ""quoted"" table" order by id'
    expect(await query(target, odd)).toEqual(await query(source, odd))
    expect((await query(target, odd))[0]).toMatchObject({ words: ODD_TEXT, code: 'ab    ', doubled: '2' })
    for (const table of ['chickens', 'eggs', 'closed', 'parts_a', 'parts_b']) {
      const rows = `select * from ${table} order by 1`
      expect(await query(target, rows)).toEqual(await query(source, rows))
    }
    const [next] = await query<{ id: string }>(
      target,
      'insert into "Odd names"."a ""quoted"" table" default values returning id',
    )
    expect(next?.id).toBe('4')
  })

  test('the same rows give the same file, in whatever order people answered', async () => {
    const one = await newDatabase()
    const other = await newDatabase()
    const users = (order: string) =>
      `insert into users (id, name, email, created_at, updated_at)
        select n::text, 'Naam', n || '@regie.test', '2026-01-01', '2026-01-01' from generate_series(1, 50) n order by n ${order}`
    await query(one, users('asc'))
    await query(other, users('desc'))
    await writeBackup(one, file)
    await writeBackup(other, `${file}-2`)
    expect(gunzipSync(await readFile(file))).toEqual(gunzipSync(await readFile(`${file}-2`)))
  })

  test('a backup made while people work is one consistent moment', async () => {
    const url = await newDatabase()
    await query(
      url,
      'create table ledger (id integer, amount integer); insert into ledger values (1, 0), (2, 0)',
    )
    let working = true
    const work = (async () => {
      for (let n = 1; working; n++) {
        await query(
          url,
          `update ledger set amount = ${n} where id = 1; update ledger set amount = ${-n} where id = 2`,
        )
      }
    })()
    for (let run = 0; run < 5; run++) await writeBackup(url, `${file}-${run}`)
    working = false
    await work
    for (let run = 0; run < 5; run++) {
      const text = gunzipSync(await readFile(`${file}-${run}`)).toString()
      const [one, two] = /\["1","(-?\d+)"\]\n\["2","(-?\d+)"\]/.exec(text)?.slice(1).map(Number) ?? []
      expect((one ?? 1) + (two ?? 1)).toBe(0)
    }
  })

  test('a backup of every earlier Regie comes back as it was, ready for the migrations since', async () => {
    const migrations = await pendingMigrations((await createEmptyDatabase(cluster.url)).url)
    for (const [position, name] of migrations.entries()) {
      const source = await createEmptyDatabase(cluster.url)
      const target = await createEmptyDatabase(cluster.url)
      await migrateUpTo(source.url, name)
      const written = await writeBackup(source.url, `${file}-${name}`)
      expect(await restoreBackup(target.url, `${file}-${name}`)).toEqual(written)
      expect(await pendingMigrations(target.url)).toEqual(migrations.slice(position + 1))
      await migrateToLatest(target.url)
      expect(await pendingMigrations(target.url)).toEqual([])
    }
  })

  test('only its owner can read the file, and nothing else is left in the folder', async () => {
    await writeBackup(await newDatabase(), file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).not.toContain(`${path.basename(file)}.partial`)
  })
})

describe('a file that cannot be trusted is refused, and the database stays empty', () => {
  let sound: Buffer
  let target: string

  beforeAll(async () => {
    const source = await newDatabase()
    await organise(source, ['De Brug', 'Werkpoort'])
    const first = path.join(folder, 'sound.gz')
    await writeBackup(source, first)
    sound = await readFile(first)
    target = await newDatabase()
  })

  async function refused(words: RegExp): Promise<void> {
    const fault = await restoreBackup(target, file).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(BackupFault)
    expect(String(fault)).toMatch(words)
    expect(await query(target, 'select * from organisations')).toEqual([])
  }

  test.each<[string, () => Buffer | string, RegExp]>([
    ['something else', () => 'Beste mensen,', /is not a backup of Regie/],
    ['something else, compressed', () => gzipSync('{"a":1}\n'), /is not a backup of Regie/],
    ['an empty file', () => '', /is not a backup of Regie|end is missing/],
    ['half a file', () => sound.subarray(0, sound.length / 2), /end is missing/],
    ['a file without its last byte', () => sound.subarray(0, -1), /end is missing/],
    ['a later format', () => gzipSync('{"regieBackup":2,"regie":"9.0.0"}\n'), /made by Regie 9\.0\.0/],
  ])('%s', async (_name, content, words) => {
    await writeFile(file, content())
    await refused(words)
  })

  test('no changed byte goes unnoticed', async () => {
    for (let at = 10; at < sound.length; at += Math.ceil(sound.length / 60)) {
      const changed = Buffer.from(sound)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      await writeFile(file, changed)
      await expect(checkBackup(file), `byte ${at}`).rejects.toThrow(BackupFault)
    }
  })

  test.each<[string, (text: string) => string]>([
    ['a changed name', (text) => text.replace('De Brug', 'De Berg')],
    ['a row that was taken out', (text) => text.replace(/\n\[[^\n]*De Brug[^\n]*/, '')],
    ['a row that was put in', (text) => text.replace(/\n(\[[^\n]*De Brug[^\n]*)/, '\n$1\n$1')],
    ['a changed header', (text) => text.replace('"regie":"', '"regie":"7')],
    ['a line after the end', (text) => `${text}{"more":1}\n`],
  ])('by hand: %s', async (_name, change) => {
    await writeFile(file, sound)
    await rewrite(change)
    await refused(/is damaged/)
  })

  test('a newer Regie', async () => {
    const source = await newDatabase()
    await query(source, `insert into kysely_migration (name, timestamp) values ('9999-later', '')`)
    await writeBackup(source, file)
    await refused(/newer Regie: it has the migration 9999-later/)
  })

  test('a Regie with other tables', async () => {
    const source = await newDatabase()
    await query(source, 'create table elsewhere (id integer)')
    await writeBackup(source, file)
    await refused(/whose tables differ/)
  })

  test('a row that breaks a rule of the database takes the whole restore back', async () => {
    const source = await newDatabase()
    await query(source, 'alter table organisations drop constraint if exists organisations_name_check')
    await organise(source, ['A sound one', ''])
    await writeBackup(source, file)
    await expect(restoreBackup(target, file)).rejects.toThrow('violates check constraint')
    expect(await query(target, 'select * from organisations')).toEqual([])
  })

  test('a file that is not there', async () => {
    await refused(/no such file or folder/)
  })

  test('the sound one is restored after all those', async () => {
    await writeFile(file, sound)
    await restoreBackup(target, file)
    expect(await query(target, 'select name from organisations order by name')).toEqual([
      { name: 'De Brug' },
      { name: 'Werkpoort' },
    ])
  })
})

describe('nothing is overwritten', () => {
  test('a file that exists stays as it is', async () => {
    await writeFile(file, 'of last week')
    await expect(writeBackup(await newDatabase(), file)).rejects.toThrow('never overwrites a file')
    expect(await readFile(file, 'utf8')).toBe('of last week')
  })

  test('the unfinished file of another backup stays as it is', async () => {
    await writeFile(`${file}.partial`, 'half')
    await expect(writeBackup(await newDatabase(), file)).rejects.toThrow('another backup is being written')
    expect(await readFile(`${file}.partial`, 'utf8')).toBe('half')
  })

  test('a backup that fails leaves no file', async () => {
    const url = await newDatabase()
    await query(url, 'create materialized view totals as select 1 as one')
    await expect(writeBackup(url, file)).rejects.toThrow(
      'holds public.totals, which this backup cannot carry',
    )
    expect((await readdir(folder)).filter((name) => name.startsWith(path.basename(file)))).toEqual([])
  })

  test('a database with rows is not restored into', async () => {
    const url = await newDatabase()
    await organise(url, ['Already here'])
    await writeBackup(url, file)
    await expect(restoreBackup(url, file)).rejects.toThrow(/not empty: organisations has rows/)
    expect(await query(url, 'select name from organisations')).toEqual([{ name: 'Already here' }])
  })

  test('a folder that does not exist is named', async () => {
    const absent = path.join(folder, 'absent', 'backup.gz')
    await expect(writeBackup(await newDatabase(), absent)).rejects.toThrow(/no such file or folder/)
  })
})

describe('an encrypted backup (row 30)', () => {
  const secret = Buffer.from('a passphrase that nobody would guess')
  const other = Buffer.from('another passphrase, just as long as that')

  test('comes back exactly with its key, and holds nothing that can be read without', async () => {
    const source = await newDatabase()
    await organise(source, ['Canary bv'])
    const written = await writeBackup(source, file, { secret })
    const target = await newDatabase()
    expect(await restoreBackup(target, file, { secret })).toEqual(written)
    expect(await query(target, 'select name from organisations')).toEqual([{ name: 'Canary bv' }])
    const bytes = await readFile(file)
    for (const words of ['Canary', 'regieBackup', 'organisations']) expect(bytes.includes(words)).toBe(false)
  })

  test('is never the same twice, so that two of them tell nothing by comparison', async () => {
    const source = await newDatabase()
    await writeBackup(source, file, { secret })
    await writeBackup(source, `${file}-again`, { secret })
    const [one, two] = [await readFile(file), await readFile(`${file}-again`)]
    expect(one.subarray(15, 200).equals(two.subarray(15, 200))).toBe(false)
  })

  test('is refused without a key, with another, when shortened and when one byte was changed', async () => {
    const source = await newDatabase()
    await organise(source, ['De Brug'])
    await writeBackup(source, file, { secret })
    const sound = await readFile(file)
    const target = await newDatabase()
    const refused = async (words: RegExp, key: Buffer | undefined = secret) => {
      const fault = await restoreBackup(target, file, { secret: key }).catch((error: unknown) => error)
      expect(fault).toBeInstanceOf(BackupFault)
      expect((fault as BackupFault).message).toMatch(words)
    }
    await expect(restoreBackup(target, file)).rejects.toThrow('--key-file')
    await refused(/another key/, other)
    for (const at of [20, 40, 60, 90, sound.length >> 1, sound.length - 20, sound.length - 1]) {
      const changed = Buffer.from(sound)
      changed[at] = (changed[at] ?? 0) ^ 1
      await writeFile(file, changed)
      await refused(/damaged|another key|not a backup|not complete/)
    }
    await writeFile(file, sound.subarray(0, sound.length - 3))
    await refused(/damaged|not complete/)
    await writeFile(file, sound.subarray(0, 70))
    await refused(/not complete/)
    await writeFile(file, sound)
    await restoreBackup(target, file, { secret })
  })

  test('wants a key that cannot be found by trying', async () => {
    const keyFile = path.join(folder, 'key')
    await writeFile(keyFile, 'Welkom01\n')
    await expect(readKeyFile(keyFile)).rejects.toThrow('too short')
    await expect(readKeyFile(`${keyFile}-absent`)).rejects.toThrow('cannot be read')
    await writeFile(keyFile, `${secret}\n`)
    expect(await readKeyFile(keyFile)).toEqual(secret)
  })
})

test('a backup to be kept for long lacks what would tie codes to answers of a scan that runs (row 30)', async () => {
  const source = await newDatabase()
  const key = `'00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'`
  const id = `'00000000-0000-4000-8000-00000000000c'`
  await query(
    source,
    `set session_replication_role = replica;
      insert into invitations (organisation_id, scan_id, group_id, code_hash) values (${key}, ${id}, '\\x01');
      insert into inbox (organisation_id, scan_id, group_id, answers) values (${key}, ${id}, '{5,1}');
      insert into receipts (organisation_id, scan_id, submission_mac) values (${key}, '\\x02');
      insert into responses (organisation_id, scan_id, group_id, answers) values (${key}, ${id}, '{2,3}')`,
  )
  const target = await newDatabase()
  const whole = await writeBackup(source, `${file}-whole`)
  const written = await writeBackup(source, file, { longTerm: true })
  expect(written.rows).toBe(whole.rows - 3)
  expect((await readHeader(file)).leftOut).toEqual(['public.invitations', 'public.inbox', 'public.receipts'])
  expect((await readHeader(`${file}-whole`)).leftOut).toBeUndefined()
  expect(await restoreBackup(target, file)).toEqual(written)
  for (const [table, count] of Object.entries({ invitations: 0, inbox: 0, receipts: 0, responses: 1 }))
    expect(await query(target, `select from ${table}`)).toHaveLength(count)
})

test('the commands work beside a running Regie, on a stopped one, and into a new folder', async () => {
  const dataDir = path.join(folder, 'regie')
  const log = silent
  const regie = await startEmbeddedPostgres({ dataDir, log, disposable: true })
  await migrateToLatest(regie.url)
  await organise(regie.url, ['De Brug'])
  const beside = await backUpEmbedded(dataDir, file)
  await expect(restoreEmbedded(dataDir, file)).rejects.toThrow(`Another Regie (process ${process.pid})`)
  await regie.stop()
  expect(await backUpEmbedded(dataDir, `${file}-stopped`)).toEqual(beside)
  const restored = path.join(folder, 'restored')
  expect(await restoreEmbedded(restored, file)).toEqual(beside)
  const again = await startEmbeddedPostgres({ dataDir: restored, log, disposable: true })
  expect(await query(again.url, 'select name from organisations').finally(again.stop)).toEqual([
    { name: 'De Brug' },
  ])
  await expect(backUpEmbedded(path.join(folder, 'nothing'), `${file}-none`)).rejects.toThrow('no database')
})

describe('the command (row 30)', () => {
  const home = () => path.join(folder, 'at-home')
  const key = () => path.join(folder, 'stick', 'key')

  beforeAll(async () => {
    await mkdir(path.dirname(key()), { recursive: true })
    await writeFile(key(), 'a passphrase that nobody would guess\n')
    const regie = await startEmbeddedPostgres({ dataDir: home(), log: silent, disposable: true })
    await migrateToLatest(regie.url)
    await organise(regie.url, ['Canary bv'])
    await regie.stop()
  })

  function run(command: 'backup' | 'restore', dataDir: string, ...words: string[]) {
    const program = path.join(import.meta.dirname, `../../scripts/${command}.ts`)
    const child = spawn(process.execPath, [program, ...words], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (words) => (said += words))
    return new Promise<{ code: number | null; said: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, said })),
    )
  }

  test('makes nothing that can be read unless it is asked for in so many words', async () => {
    const undecided = await run('backup', home(), file)
    expect(undecided).toMatchObject({
      code: 2,
      said: expect.stringMatching(/--key-file FILE.*--unencrypted/),
    })
    const both = await run('backup', home(), file, '--key-file', key(), '--unencrypted')
    expect(both).toMatchObject({
      code: 2,
      said: expect.stringContaining('either --key-file or --unencrypted'),
    })
    const longTerm = await run('backup', home(), file, '--long-term')
    expect(longTerm.code).toBe(2)
    expect((await readdir(folder)).filter((name) => name.startsWith(path.basename(file)))).toEqual([])
  })

  test('refuses a key that lies beside the backup or with the database', async () => {
    for (const beside of [path.join(folder, 'key-beside'), path.join(home(), 'deeper', 'key')]) {
      await mkdir(path.dirname(beside), { recursive: true })
      await writeFile(beside, 'a passphrase that nobody would guess\n')
      const refused = await run('backup', home(), file, '--key-file', beside)
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('whoever takes that folder') })
    }
  })

  test('with a key it comes back with that key only, and without one it says that everybody can read it', async () => {
    expect((await run('backup', home(), file, '--key-file', key())).code).toBe(0)
    expect((await readFile(file)).includes('Canary')).toBe(false)
    const open = await run('backup', home(), `${file}-open`, '--unencrypted')
    expect(open).toMatchObject({ code: 0, said: expect.stringContaining('NOT encrypted') })
    expect(gunzipSync(await readFile(`${file}-open`)).includes('Canary')).toBe(true)
    const target = (name: string) => path.join(folder, `home-${name}`)
    expect(await run('restore', target('none'), file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('is encrypted'),
    })
    expect((await run('restore', target('sealed'), file, '--key-file', key())).code).toBe(0)
  })
})
