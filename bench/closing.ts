import pg from 'pg'
import { call } from '#client/api.ts'
import { launchScan } from './scan.ts'
import type { BenchServer } from './server.ts'

const SIZES = [
  { responses: 1000, units: 40 },
  { responses: 10_000, units: 40 },
  { responses: 100_000, units: 40 },
  { responses: 100_000, units: 200 },
]

/** (b) Closing and publishing a scan of so many responses over so many units. */
export async function benchClosing(server: BenchServer, databaseUrl: string): Promise<string[]> {
  const lines = [
    '| responses | units | seconds | µs each | peak memory of the app MB |',
    '|---|---|---|---|---|',
  ]
  for (const { responses, units } of SIZES) {
    const scan = await launchScan({ units, invitedEach: Math.ceil((responses / units) * 1.25) + 5 })
    await insertResponses(databaseUrl, scan.scanId, responses)
    server.forgetPeak()
    const start = performance.now()
    await call('POST', `/api/scans/${scan.scanId}/closure`)
    const seconds = (performance.now() - start) / 1000
    const each = ((seconds * 1e6) / responses).toFixed(0)
    const peak = server.peakMegabytes().toFixed(0)
    lines.push(`| ${responses} | ${units} | ${seconds.toFixed(2)} | ${each} | ${peak} |`)
  }
  return lines
}

async function insertResponses(databaseUrl: string, scanId: string, size: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(insertInto('responses'), [scanId, size - Math.ceil(size / 20)])
  await client.query(insertInto('inbox'), [scanId, Math.ceil(size / 20)])
  await client.query('analyze responses')
  await client.end()
}

/** A twentieth came in since the last mixing. */
const insertInto = (table: 'responses' | 'inbox') => `
  with numbered as (select *, row_number() over () - 1 as nr, count(*) over () as groups from scan_groups where scan_id = $1)
  insert into ${table} (organisation_id, scan_id, group_id, answers, importance)
  select g.organisation_id, g.scan_id, g.id,
    (select array_agg(case when random() < 0.03 then null else (1 + floor(random() * 5)) end::smallint)
       from generate_series(1, g.item_count) where i > 0),
    array[floor(random() * 3), 3 + floor(random() * 3), 6 + floor(random() * 3)]::smallint[]
  from generate_series(1, $2::integer) as i join numbered g on g.nr = i % g.groups`
