import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrateToLatest } from '#server/migrate.ts'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

const MIGRATIONS = path.join(import.meta.dirname, '../../migrations')
const TEMPLATE = `regie_template_${hashOf(MIGRATIONS)}`
const BUILDING_A_TEMPLATE = 5_190_223

/** A database of one's own at the newest state of the migrations; they run once for each cluster. */
export async function createTestDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `regie_test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, async (admin) => {
    await buildTemplate(admin, adminUrl)
    await admin.query(`create database ${name} template ${TEMPLATE}`)
  })
  return { url: addressOf(adminUrl, name), drop: () => dropDatabase(adminUrl, name) }
}

/** A database without any table, for the tests of migrations, backup and restore. */
export async function createEmptyDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `regie_test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, (admin) => admin.query(`create database ${name}`))
  return { url: addressOf(adminUrl, name), drop: () => dropDatabase(adminUrl, name) }
}

/** Built under another name and renamed when complete, so that an interrupted run leaves no half template. */
async function buildTemplate(admin: pg.Client, adminUrl: string): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [BUILDING_A_TEMPLATE])
  try {
    const { rows } = await admin.query<{ datname: string }>(
      `select datname from pg_database where datname like 'regie\\_template\\_%'`,
    )
    if (rows.some(({ datname }) => datname === TEMPLATE)) return
    for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`)
    const building = `${TEMPLATE}_building`
    await admin.query(`create database ${building}`)
    await migrateToLatest(addressOf(adminUrl, building))
    await admin.query(`alter database ${building} rename to ${TEMPLATE}`)
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [BUILDING_A_TEMPLATE])
  }
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`))
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: addressOf(adminUrl, 'postgres') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function addressOf(adminUrl: string, database: string): string {
  const address = new URL(adminUrl)
  address.pathname = `/${database}`
  return address.href
}

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort())
    hash.update(name).update(readFileSync(path.join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}
