import pg from 'pg'
import { openDatabase } from '#server/database.ts'
import { mixOpenScans } from '#server/responses/mixing/jobs.ts'
import { launch } from './scan.ts'

const SIZES = [
  { codes: 1000, answers: 100 },
  { codes: 10_000, answers: 1000 },
  { codes: 100_000, answers: 10_000 },
]
const TWO_HOURS_MS = 7_200_000

/** (c) Mixing what came in during an hour: so long do phones that send meanwhile have to wait. */
export async function benchMixing(databaseUrl: string): Promise<string[]> {
  const lines = ['| codes | answers in the hour | seconds |', '|---|---|---|']
  const db = openDatabase(databaseUrl, { max: 1, statementTimeoutSeconds: 60, log: console.error })
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  const later = () => new Date(Date.now() + TWO_HOURS_MS)
  await mixOpenScans({ db, now: later })
  for (const { codes, answers } of SIZES) {
    const { scanId } = await launch({ units: 1, invitedEach: codes, distribution: 'codes' })
    await owner.query(USE, [scanId, answers])
    await owner.query(WAIT, [scanId, answers])
    await owner.query(KEEP, [scanId, answers])
    const start = performance.now()
    await mixOpenScans({ db, now: later })
    lines.push(`| ${codes} | ${answers} | ${((performance.now() - start) / 1000).toFixed(2)} |`)
  }
  await owner.end()
  await db.destroy()
  return lines
}

const USE = `
  update invitations set used = true where code_hash in (
    select code_hash from invitations where scan_id = $1 order by random() limit $2)`
const WAIT = `
  insert into inbox (organisation_id, scan_id, group_id, answers, comments)
  select organisation_id, scan_id, id, array_fill(3::smallint, array[item_count]),
    case when i % 4 = 0 then '{"keep": "Er is tijd om te luisteren."}'::jsonb end
  from scan_groups, generate_series(1, $2::integer) i where scan_id = $1`
const KEEP = `
  insert into receipts (organisation_id, scan_id, submission_mac)
  select organisation_id, id, sha256((id::text || i)::bytea) from scans, generate_series(1, $2::integer) i where id = $1`
