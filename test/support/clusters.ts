import { spawnSync } from 'node:child_process'
import { existsSync, globSync, realpathSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's address of the cluster that this project of tests runs on. */
    databaseUrl: string
  }
}

type Teardown = () => Promise<void>
export type OtherPostgres = { url: string } | { programs: string }

const OLDEST = 15
const MISSING = `No PostgreSQL ${OLDEST} or newer was found: the tests on another PostgreSQL than the embedded one did not run.`

/** The cluster of every user: the binaries from npm. Its own project also tells when the other half is missing. */
export function setupEmbedded(project: TestProject): Promise<Teardown> {
  if (project.name === 'embedded') tellWhenMissing()
  return setupCluster(project)
}

/** A PostgreSQL that is not ours: TEST_DATABASE_URL, or one that is installed on this machine. */
export async function setupOther(project: TestProject): Promise<Teardown> {
  const other = findOtherPostgres()
  if (!other) throw new Error(MISSING)
  if ('programs' in other) return setupCluster(project, other.programs)
  project.provide('databaseUrl', other.url)
  return async () => undefined
}

export function hasOtherPostgres(): boolean {
  return findOtherPostgres() !== undefined
}

function tellWhenMissing(): void {
  if (hasOtherPostgres()) return
  if (process.env.CI === 'true') throw new Error(`${MISSING} Install one, or set TEST_DATABASE_URL.`)
  process.stderr.write(`${MISSING}\n`)
}

export function findOtherPostgres(): OtherPostgres | undefined {
  const { TEST_DATABASE_URL: url, PATH: searchPath = '' } = process.env
  if (url) return { url }
  return installed(searchPath).sort((one, two) => two.major - one.major)[0]
}

function installed(searchPath: string): { programs: string; major: number }[] {
  const folders = [...searchPath.split(path.delimiter), ...globSync('/usr/lib/postgresql/*/bin')]
  const programs = folders.map((folder) => path.join(folder, 'postgres')).filter((file) => existsSync(file))
  const real = new Set(programs.map((file) => path.dirname(realpathSync(file))))
  return [...real]
    .map((folder) => ({ programs: folder, major: majorOf(folder) }))
    .filter(({ major }) => major >= OLDEST)
}

function majorOf(programs: string): number {
  const complete = ['initdb', 'pg_ctl'].every((name) => existsSync(path.join(programs, name)))
  const { stdout } = spawnSync(path.join(programs, 'postgres'), ['-V'], { encoding: 'utf8' })
  return complete ? Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0) : 0
}

async function setupCluster(project: TestProject, programs?: string): Promise<Teardown> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'regie-test-'))
  try {
    const postgres = await startEmbeddedPostgres({
      dataDir,
      log: () => undefined,
      disposable: true,
      ...(programs && { programs }),
    })
    project.provide('databaseUrl', postgres.url)
    return () => postgres.stop().finally(() => remove(dataDir, path.dirname(postgres.dataFolder)))
  } catch (error) {
    await remove(dataDir)
    throw error
  }
}

/** As root below a closed folder the cluster is not in the folder we asked for. */
async function remove(...folders: string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
