import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  anotherRegie,
  damaged,
  EmbeddedPostgresFault,
  explainStart,
  otherVersion,
  startFailure,
  systemFault,
} from './postgres-faults.ts'
import { asAccount, choosePlace, type Place } from './postgres-place.ts'

export { EmbeddedPostgresFault } from './postgres-faults.ts'

export interface EmbeddedPostgres {
  url: string
  dataFolder: string
  /** Ends the server in order; once is enough, more does no harm. */
  stop(): Promise<void>
}

interface StartOptions {
  dataDir: string
  log: (line: string) => void
  /** A folder with initdb, pg_ctl and postgres, instead of those that came from npm. */
  programs?: string | undefined
  /** For a database that is thrown away: faster, and lost with the machine's power. */
  disposable?: boolean
}

interface Postmaster {
  pid: number
  port: number | undefined
}

interface Joined {
  port: number
  session: pg.Client
}

const PASSWORD_FILE = 'regie-password'
const LOCK_KEY = 7_304_145
const NAME_OF_OWNER = /^Regie process (\d+)$/
const OWNER_LETS_GO_MS = 5000
const STRANGER_IS_SILENT_MS = 15_000
const PID_IS_WRITTEN_MS = 3000

/** Nothing a person typed may reach the log: no statements, no parameters, no details of a violated rule. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  track_commit_timestamp: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_line_prefix: '',
  log_statement: 'none',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** Starts, or takes over, the PostgreSQL of this data folder. Throws EmbeddedPostgresFault, in plain words. */
export function startEmbeddedPostgres({
  dataDir,
  log,
  programs,
  disposable = false,
}: StartOptions): Promise<EmbeddedPostgres> {
  return inPlainWords(dataDir, async () => {
    const place = { ...(await choosePlace(dataDir, log, programs)), disposable }
    await removeAbandoned(place.folder)
    if (!(await holdsCluster(place.folder))) await initialise(place, log)
    await checkCluster(place)
    await readPassword(place)
    return supervise(place, log)
  })
}

/** The address of the server that runs on this data folder, whoever started it; undefined when none runs. */
export function findRunningPostgres({ dataDir, log, programs }: StartOptions): Promise<string | undefined> {
  return inPlainWords(dataDir, async () => {
    const place = await choosePlace(dataDir, log, programs)
    if (!(await holdsCluster(place.folder)))
      throw new EmbeddedPostgresFault(`There is no database in ${place.folder} yet.`)
    await checkCluster(place)
    const { port } = (await findPostmaster(place, log)) ?? {}
    return port ? addressOf(port, await readPassword(place), 'regie') : undefined
  })
}

async function supervise(place: Place, log: (line: string) => void): Promise<EmbeddedPostgres> {
  const stopping = new AbortController()
  let rejoining: Promise<void> = Promise.resolve()
  const first = await join(place, log, stopping.signal)
  await createDatabase(first.session).catch(async (error) => {
    await stopPostmaster(place, log)
    throw new EmbeddedPostgresFault(explainStart([String(error)], place.folder), { cause: error })
  })

  const watch = ({ session }: Joined) => {
    session.once('end', () => {
      if (!stopping.signal.aborted) rejoining = rejoin()
    })
  }
  const rejoin = async () => {
    log('The connection with the database was lost. Looking for it again')
    for (let said = ''; !stopping.signal.aborted; ) {
      try {
        return watch(await join(place, log, stopping.signal, first.port))
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error)
        if (words !== said && !stopping.signal.aborted) log(words)
        said = words
      }
      await pause(1000)
    }
  }
  watch(first)

  const stop = async () => {
    stopping.abort()
    await rejoining
    await stopPostmaster(place, log)
  }
  let stopped: Promise<void> | undefined
  return {
    url: addressOf(first.port, await readPassword(place), 'regie'),
    dataFolder: place.folder,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** Comes to a running server that is ours alone: takes over the one that runs, or starts one. */
async function join(
  place: Place,
  log: (line: string) => void,
  stopping: AbortSignal,
  port?: number,
): Promise<Joined> {
  let started = false
  let silentSince = Date.now()
  for (let waited = 0; ; waited += 100) {
    stopping.throwIfAborted()
    const postmaster = await findPostmaster(place, log)
    if (!postmaster) {
      await launch(place, log, stopping, port)
      started = true
      silentSince = Date.now()
      continue
    }
    const answer = await claim(place, postmaster.port)
    if (answer.state === 'ours') return answer
    if (answer.state === 'taken' && !(waited < OWNER_LETS_GO_MS && hasEnded(answer.owner))) {
      throw new EmbeddedPostgresFault(anotherRegie(answer.owner, place.folder))
    }
    if (answer.state === 'changing' || answer.state === 'taken') silentSince = Date.now()
    if (answer.state === 'refused' || Date.now() - silentSince > STRANGER_IS_SILENT_MS) {
      if (started) return giveUp(place, answer, log)
      await refuseWhenOwned(place, postmaster)
      log(`The PostgreSQL of an earlier Regie (process ${postmaster.pid}) does not answer. It is stopped`)
      await stopPostmaster(place, log)
      continue
    }
    await pause(100)
  }
}

async function giveUp(place: Place, answer: Answer, log: (line: string) => void): Promise<never> {
  await stopPostmaster(place, log)
  const { reason = '' } = answer.state === 'refused' ? answer : {}
  if (reason) throw new EmbeddedPostgresFault(explainStart([reason], place.folder))
  throw new EmbeddedPostgresFault(
    `The database in ${place.folder} refuses the password in its file ${PASSWORD_FILE}. Put the right file back. ${damaged(place.folder)}`,
  )
}

type Answer =
  | ({ state: 'ours' } & Joined)
  | { state: 'taken'; owner: string }
  | { state: 'changing' | 'silent' }
  | { state: 'refused'; reason?: string }

/** The lock is a session of the server itself: the kernel ends it with its process, so no crash leaves it behind. */
async function claim(place: Place, port: number | undefined): Promise<Answer> {
  if (!port) return { state: 'silent' }
  const session = new pg.Client({
    connectionString: addressOf(port, await readPassword(place), 'postgres'),
    application_name: `Regie process ${process.pid}`,
    connectionTimeoutMillis: 5000,
  })
  session.on('error', () => undefined)
  try {
    await session.connect()
    const { rows } = await session.query('select pg_try_advisory_lock($1) as locked', [LOCK_KEY])
    if (rows[0]?.locked) return { state: 'ours', port, session }
    const owner = await ownerOf(session)
    await session.end()
    return { state: 'taken', owner }
  } catch (error) {
    await session.end().catch(() => undefined)
    return unclaimed(error)
  }
}

function unclaimed(error: unknown): Answer {
  if (!(error instanceof pg.DatabaseError) || error.code === '53300') return { state: 'silent' }
  if (error.code === '57P03') return { state: 'changing' }
  return error.code?.startsWith('28') ? { state: 'refused' } : { state: 'refused', reason: error.message }
}

async function ownerOf(session: pg.Client): Promise<string> {
  const { rows } = await session.query<{ application_name: string }>(
    `select application_name from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and granted and objid = $1 and pid <> pg_backend_pid()`,
    [LOCK_KEY],
  )
  return NAME_OF_OWNER.exec(rows[0]?.application_name ?? '')?.[1] ?? 'unknown'
}

/** A server whose password no longer fits may still belong to a Regie that runs: then it is not ours to stop. */
async function refuseWhenOwned(place: Place, { pid }: Postmaster): Promise<void> {
  const status = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const parent = status.slice(status.lastIndexOf(')')).split(' ')[2] ?? ''
  if (!parent || Number(parent) === process.pid) return
  const [program = ''] = await argumentsOf(Number(parent))
  if (/^node/.test(path.basename(program)))
    throw new EmbeddedPostgresFault(anotherRegie(parent, place.folder))
}

async function createDatabase(session: pg.Client): Promise<void> {
  const { rowCount } = await session.query(`select from pg_database where datname = 'regie'`)
  if (rowCount === 0) await session.query('create database regie')
}

function addressOf(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}

async function holdsCluster(folder: string): Promise<boolean> {
  const entries = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return entries.length > 0
}

async function checkCluster({ folder, major }: Place): Promise<void> {
  const made = await fs
    .readFile(path.join(folder, 'PG_VERSION'), 'utf8')
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      throw new EmbeddedPostgresFault(
        `${folder} is not a complete database: PG_VERSION is missing. ${damaged(folder)}`,
      )
    })
  if (made.trim() !== major) throw new EmbeddedPostgresFault(otherVersion(folder, made.trim(), major))
}

async function readPassword({ folder }: Place): Promise<string> {
  try {
    return (await fs.readFile(path.join(folder, PASSWORD_FILE), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new EmbeddedPostgresFault(
      `${folder} lacks the file ${PASSWORD_FILE}, without which Regie cannot enter its database. ${damaged(folder)}`,
    )
  }
}

/** Built beside its place and moved there complete, so that an interruption leaves no half database. */
async function initialise(place: Place, log: (line: string) => void): Promise<void> {
  const { folder, account } = place
  log(`Making a new database in ${folder}`)
  const building = await fs.mkdtemp(`${folder}.new-${process.pid}-`)
  try {
    const passwordFile = path.join(building, PASSWORD_FILE)
    await fs.writeFile(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    if (account)
      await Promise.all([building, passwordFile].map((file) => fs.chown(file, account.uid, account.gid)))
    const cluster = path.join(building, 'cluster')
    await runInitdb(place, cluster, passwordFile)
    await fs.rename(passwordFile, path.join(cluster, PASSWORD_FILE))
    await moveIntoPlace(cluster, folder)
  } finally {
    await fs.rm(building, { recursive: true, force: true })
  }
}

async function runInitdb(place: Place, cluster: string, passwordFile: string): Promise<void> {
  const options = [
    '--username=postgres',
    '--locale=C',
    '-E',
    'UTF8',
    '--data-checksums',
    '--auth=scram-sha-256',
  ]
  const { status, lines } = await run(place, 'initdb', [
    '-D',
    cluster,
    `--pwfile=${passwordFile}`,
    '--no-instructions',
    ...(place.disposable ? ['--no-sync'] : []),
    ...options,
  ])
  if (status !== 0) throw new EmbeddedPostgresFault(explainStart(lines, place.folder))
}

async function moveIntoPlace(cluster: string, folder: string): Promise<void> {
  try {
    await fs.rename(cluster, folder)
  } catch (error) {
    // another Regie that started at the same moment was first: its database is used
    if (!(await holdsCluster(folder))) throw error
  }
  if (process.platform === 'win32') return
  const parent = await fs.open(path.dirname(folder), 'r')
  await parent.sync().finally(() => parent.close())
}

/** Half-built databases of starts that were killed; they never held anything. A straggling initdb may still write: then next time. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${path.basename(folder)}.new-`
  for (const name of await fs.readdir(path.dirname(folder))) {
    const builder = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (!builder || isAlive(builder)) continue
    await fs
      .rm(path.join(path.dirname(folder), name), { recursive: true, force: true })
      .catch(() => undefined)
  }
}

async function launch(
  place: Place,
  log: (line: string) => void,
  stopping: AbortSignal,
  fixedPort?: number,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    stopping.throwIfAborted()
    const outcome = await spawnPostgres(place, fixedPort ?? (await freePort()), log)
    if (outcome === 'ready') return
    const failure = startFailure(outcome)
    if (failure === 'already-running' && (await findPostmaster(place, log))) return
    if (failure === 'final' || attempt === 50)
      throw new EmbeddedPostgresFault(explainStart(outcome, place.folder))
    await pause(200)
  }
}

function spawnPostgres(
  { folder, programs, account, disposable }: Place,
  port: number,
  log: (line: string) => void,
): Promise<'ready' | string[]> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  if (disposable) settings.push('-c', 'fsync=off')
  const child = spawn(path.join(programs, 'postgres'), ['-D', folder, '-p', String(port), ...settings], {
    ...asAccount(account),
    // its own process group: Ctrl-C reaches only us, and we close the app before the database
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  const lines: string[] = []
  return new Promise((resolve) => {
    createInterface(child.stderr).on('line', (line) => {
      log(`PostgreSQL: ${line}`)
      lines.splice(0, Math.max(0, lines.length - 50))
      lines.push(line)
      if (line.includes('database system is ready to accept connections')) resolve('ready')
    })
    child.on('error', (error) => resolve([error.message]))
    child.on('close', () => resolve(lines))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The live server of this folder by its own pid file. A pid that another program got since does not count. */
async function findPostmaster(place: Place, log: (line: string) => void): Promise<Postmaster | undefined> {
  const file = path.join(place.folder, 'postmaster.pid')
  const text = await fs.readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const [first = '', , , port = ''] = text.split('\n')
  const pid = Math.abs(Number.parseInt(first, 10))
  if (pid && !isAlive(pid)) return undefined
  if (pid && (await isPostgresOf(pid, place.folder)))
    return { pid, port: Number.parseInt(port, 10) || undefined }
  if (pid || (await isOlderThan(file, PID_IS_WRITTEN_MS))) await setAside(file, log)
  return undefined
}

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
  const { mtimeMs } = await fs.stat(file).catch(() => ({ mtimeMs: Date.now() }))
  return Date.now() - mtimeMs > milliseconds
}

/** Without harm: PostgreSQL also refuses a second server by the shared memory of the first. */
async function setAside(file: string, log: (line: string) => void): Promise<void> {
  log(`${file} was left behind by an earlier PostgreSQL. It is set aside as postmaster.pid.stale`)
  await fs.rename(file, `${file}.stale`).catch(() => undefined)
}

function hasEnded(owner: string): boolean {
  return /^\d+$/.test(owner) && !isAlive(Number(owner))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  if (process.platform === 'win32') return true
  const [program = '', ...rest] = await argumentsOf(pid)
  if (!path.basename(program).startsWith('postgres')) return false
  return rest.includes(folder) || (await fs.readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder
}

async function argumentsOf(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    return (await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  }
  const { lines } = await output('ps', ['-ww', '-o', 'command=', '-p', String(pid)], undefined)
  return lines.join(' ').split(/ (?=-)|(?<=-D) /)
}

/** First in order, then at once: PostgreSQL repairs itself at the next start, and nothing acknowledged is lost. */
async function stopPostmaster(place: Place, log: (line: string) => void): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const postmaster = await findPostmaster(place, log)
    if (!postmaster) return
    await run(place, 'pg_ctl', ['stop', '-D', place.folder, '-m', mode, '-w', '-t', '20'])
  }
  const postmaster = await findPostmaster(place, log)
  if (!postmaster) return
  throw new EmbeddedPostgresFault(
    `PostgreSQL (process ${postmaster.pid}) of the folder ${place.folder} does not stop. End that process, then start Regie again.`,
  )
}

function run({ programs, account }: Place, program: string, options: string[]) {
  return output(path.join(programs, program), options, account)
}

function output(
  program: string,
  options: string[],
  account: Place['account'],
): Promise<{ status: number | null; lines: string[] }> {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      ...asAccount(account),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => lines.push(line))
    child.on('error', (error) => resolve({ status: null, lines: [error.message] }))
    child.on('close', (status) => resolve({ status, lines }))
  })
}

async function inPlainWords<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EmbeddedPostgresFault) throw error
    const { code = '', path: file = dataDir } = error as NodeJS.ErrnoException
    const words = systemFault(code, file)
    if (words) throw new EmbeddedPostgresFault(words, { cause: error })
    throw error
  }
}
