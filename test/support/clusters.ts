import { spawnSync } from 'node:child_process'
import { existsSync, globSync, realpathSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's address of the cluster that this project of tests runs on; '' when there is none. */
    databaseUrl: string
  }
}

type Teardown = () => Promise<void>
type OtherPostgres = { url: string } | { programs: string }

const OLDEST = 15

/** The cluster of every user: the binaries from npm. */
export function setupEmbedded(project: TestProject): Promise<Teardown> {
  return setupCluster(project)
}

/** A PostgreSQL that is not ours: TEST_DATABASE_URL, or one that is installed on this machine. */
export async function setupOther(project: TestProject): Promise<Teardown> {
  const other = findOtherPostgres()
  if (other && 'programs' in other) return setupCluster(project, other.programs)
  project.provide('databaseUrl', other?.url ?? '')
  return async () => undefined
}

/** Undefined when there is none: it says so in one line, and with CI=true that is a failure. */
export function findOtherPostgres(environment = process.env): OtherPostgres | undefined {
  if (environment.TEST_DATABASE_URL) return { url: environment.TEST_DATABASE_URL }
  const [newest] = installed(environment.PATH ?? '').sort((one, two) => two.major - one.major)
  if (newest) return { programs: newest.programs }
  const missing = `No PostgreSQL ${OLDEST} or newer was found: the tests on another PostgreSQL than the embedded one did not run.`
  if (environment.CI === 'true') throw new Error(`${missing} Install one, or set TEST_DATABASE_URL.`)
  process.stderr.write(`${missing}\n`)
  return undefined
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
  const remove = () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  try {
    const postgres = await startEmbeddedPostgres({
      dataDir,
      log: () => undefined,
      ...(programs && { programs }),
    })
    project.provide('databaseUrl', postgres.url)
    return () => postgres.stop().finally(remove)
  } catch (error) {
    await remove()
    throw error
  }
}
