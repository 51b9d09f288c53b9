import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'
import { migrateToLatest } from '#server/migrate.ts'
import type { Ground, Outcome } from '../ground.ts'
import { asOwner, openScan } from '../scan.ts'

const SCRIPTS = path.join(import.meta.dirname, '..', '..')
const ANSWERS = 200_000
const MOST_SECONDS = 30 * 60
const quiet = () => undefined

/** Row 83: the embedded database is copied, encrypted, and put into an empty folder. */
export async function restored({ folder }: Ground): Promise<Outcome> {
  const [from, to, stick] = ['restore-from', 'restore-to', 'restore-stick'].map((name) =>
    path.join(folder, name),
  )
  mkdirSync(stick ?? '', { recursive: true })
  const keyFile = path.join(stick ?? '', 'key')
  writeFileSync(keyFile, randomBytes(32).toString('base64'))
  const file = path.join(folder, 'restore.backup')
  mkdirSync(from ?? '', { recursive: true })
  const before = await onEmbedded(from ?? '', async (url) => {
    await migrateToLatest(url)
    const { scanId } = await openScan(url, { codes: 1000 })
    await asOwner(url, (owner) => owner.query(INSERT, [scanId, ANSWERS]))
    return sumOf(url)
  })
  const backup = run('backup.ts', [file, '--key-file', keyFile], from ?? '')
  const restore = run('restore.ts', [file, '--key-file', keyFile], to ?? '')
  const after = await onEmbedded(to ?? '', sumOf)
  const sound = before === after && !backup.fault && !restore.fault && restore.seconds < MOST_SECONDS
  const megabytes = (statSync(file).size / 1e6).toFixed()
  const figures = `${ANSWERS.toLocaleString('en')} answers: encrypted backup ${backup.seconds.toFixed(1)} s (${megabytes} MB), restore ${restore.seconds.toFixed(1)} s, ${before === after ? 'same' : 'OTHER'} content${backup.fault}${restore.fault}`
  return { fault: 'backup restored into an empty folder', state: 'run', times: 1, sound, figures }
}

async function onEmbedded<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  return work(postgres.url).finally(() => postgres.stop())
}

function run(script: string, words: string[], dataDir: string): { fault: string; seconds: number } {
  const begun = performance.now()
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir }
  const { status, stderr } = spawnSync(process.execPath, [path.join(SCRIPTS, script), ...words], {
    env,
    encoding: 'utf8',
  })
  return { fault: status === 0 ? '' : stderr, seconds: (performance.now() - begun) / 1000 }
}

async function sumOf(url: string): Promise<string> {
  const { rows } = await asOwner(url, (owner) =>
    owner.query(`select count(*) || ' ' || sum(hashtextextended(r::text, 0)) as sum from responses r`),
  )
  return rows[0]?.sum
}

const INSERT = `
  with g as (select * from scan_groups where scan_id = $1 limit 1)
  insert into responses (organisation_id, scan_id, group_id, answers)
  select g.organisation_id, g.scan_id, g.id,
    (select array_agg((1 + floor(random() * 5))::smallint) from generate_series(1, g.item_count) where i > 0)
  from generate_series(1, $2::integer) as i, g`
