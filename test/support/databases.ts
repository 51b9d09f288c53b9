import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrateToLatest } from '#server/migrate.ts'

const TEMPLATE = 'regie_template'
const LOCK = 7_312_551

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** A migrated database of one's own, copied from a template that the first caller on the cluster makes. */
export async function createTestDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(adminUrl, async (admin) => {
    // one at a time: a template cannot be copied while somebody else copies or makes it
    await admin.query('select pg_advisory_lock($1)', [LOCK])
    await makeTemplateOnce(admin, adminUrl)
    await admin.query(`create database ${name} template ${TEMPLATE}`)
  })
  return {
    url: databaseUrl(adminUrl, name),
    drop: () => asAdmin(adminUrl, (admin) => admin.query(`drop database ${name} with (force)`)),
  }
}

async function makeTemplateOnce(admin: pg.Client, adminUrl: string): Promise<void> {
  const existing = await admin.query('select from pg_database where datname = $1', [TEMPLATE])
  if (existing.rowCount) return
  const unfinished = `${TEMPLATE}_unfinished`
  await admin.query(`drop database if exists ${unfinished} with (force)`)
  await admin.query(`create database ${unfinished}`)
  await migrateToLatest(databaseUrl(adminUrl, unfinished))
  await admin.query(`alter database ${unfinished} rename to ${TEMPLATE}`)
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}
