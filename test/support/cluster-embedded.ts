import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/embedded-postgres.ts'

let postgres: EmbeddedPostgres
let dataDir: string

/** The database that comes with the program, started by the program's own supervisor. */
export async function setup(project: TestProject): Promise<void> {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-embedded-'))
  postgres = await startEmbeddedPostgres({ dataDir, log: () => {} })
  project.provide('databaseUrl', postgres.url)
}

export async function teardown(): Promise<void> {
  await postgres.stop()
  for (const folder of [dataDir, postgres.dataFolder]) rmSync(folder, { recursive: true, force: true })
}
