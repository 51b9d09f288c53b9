import { promises as fs } from 'node:fs'
import path from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { FileMigrationProvider, type MigrationResultSet, Migrator } from 'kysely/migration'
import pg from 'pg'
import { pickHost } from './writable-pool.ts'

const FOLDER = path.join(import.meta.dirname, '..', 'migrations')
const START_PATIENCE_MS = 30_000
const provider = new FileMigrationProvider({ fs, path, migrationFolder: FOLDER })

/** Brings the database to the newest state. Kysely holds an advisory lock and one transaction, so two processes do not race. */
export function migrateToLatest(url: string): Promise<void> {
  return migrate(url, (migrator) => migrator.migrateToLatest())
}

/** Brings the database to the state of an older Regie, for a backup of that time. The migration must be pending. */
export function migrateUpTo(url: string, name: string): Promise<void> {
  return migrate(url, (migrator) => migrator.migrateTo(name))
}

async function migrate(
  url: string,
  advance: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<void> {
  const { migrator, close } = openMigrator(await pickHost(url, START_PATIENCE_MS))
  try {
    const { error, results } = await advance(migrator)
    if (error) {
      const failed =
        results?.find((result) => result.status === 'Error')?.migrationName ?? 'before the first one'
      throw new MigrationFault(
        `The database could not be brought up to date (${failed}): ${words(error)}. Nothing was changed.`,
      )
    }
  } finally {
    await close()
  }
}

/** The name of the last migration that this program knows. */
export async function newestMigration(): Promise<string> {
  const names = Object.keys(await provider.getMigrations())
  return names.toSorted().at(-1) ?? ''
}

/** The names of migrations that this program knows and this database lacks. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const { migrator, close } = openMigrator(await pickHost(url, START_PATIENCE_MS))
  try {
    return (await migrator.getMigrations())
      .filter((migration) => !migration.executedAt)
      .map(({ name }) => name)
  } finally {
    await close()
  }
}

class MigrationFault extends Error {}

function openMigrator(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return { migrator: new Migrator({ db, provider }), close: () => db.destroy() }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
