import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, openSync, readFileSync } from 'node:fs'
import { chmod, chown, lchown, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Account, asAccount } from '#server/postgres/account.ts'
import { choosePlace } from '#server/postgres/place.ts'
import { findOtherPostgres } from '../../test/support/clusters.ts'
import { endsWithUs } from './children.ts'

/** The programs of PostgreSQL, and the user that they run as. */
export interface Programs {
  folder: string
  major: string
  account: Account | undefined
  /** A folder that this user can enter. */
  home: string
}

/** Of this machine where they are installed, else those that came from npm. */
export async function findPrograms(dataDir: string): Promise<Programs> {
  const other = findOtherPostgres()
  const programs = other && 'programs' in other ? { programs: other.programs } : {}
  const place = await choosePlace({ dataDir, log: () => undefined, ...programs })
  const { programs: folder, major, account } = place
  const home = path.join(path.dirname(place.folder), 'nodes')
  await mkdir(home, { recursive: true, mode: 0o700 })
  await giveTo(home, account)
  return { folder, major, account, home }
}

/** Made for power cuts and second machines, like a real one; and never a word of what it is told in its log. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '100',
  fsync: 'on',
  wal_level: 'replica',
  wal_receiver_timeout: '5s',
  wal_sender_timeout: '5s',
  wal_retrieve_retry_interval: '200ms',
  client_connection_check_interval: '100ms',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

const START_PATIENCE_MS = 30_000

/** One PostgreSQL of our own that can be killed, paused and promoted; only processes that it started itself are touched. */
export class Node {
  readonly folder: string
  readonly port: number
  readonly #programs: Programs
  readonly #settings: Record<string, string>
  #child: ChildProcess | undefined

  constructor(programs: Programs, folder: string, port: number, settings: Record<string, string> = {}) {
    this.#programs = programs
    this.folder = folder
    this.port = port
    this.#settings = { ...SETTINGS, ...settings }
  }

  url(database = 'regie'): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`
  }

  initialise(...options: string[]): void {
    const program = path.join(this.#programs.folder, 'initdb')
    const given = ['-D', this.folder, '-U', 'postgres', '-A', 'trust', '--locale=C', '-E', 'UTF8', '-k', '-N']
    const { status, stderr } = spawnSync(program, [...given, ...options], {
      ...asAccount(this.#programs.account),
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`initdb: ${stderr}`)
  }

  /** A second machine that follows the first, made while both stand still. */
  async follow(first: Node, name: string): Promise<void> {
    cpSync(first.folder, this.folder, { recursive: true })
    await chmod(this.folder, 0o700)
    const source = `primary_conninfo = 'host=127.0.0.1 port=${first.port} user=postgres application_name=${name}'\n`
    appendFileSync(path.join(this.folder, 'postgresql.auto.conf'), source)
    appendFileSync(path.join(this.folder, 'standby.signal'), '')
    await giveTo(this.folder, this.#programs.account)
  }

  /** Also after a kill: children that still end, and a repair, take their time. */
  async start(): Promise<void> {
    const until = Date.now() + START_PATIENCE_MS
    const log = openSync(`${this.folder}.log`, 'a')
    const options = Object.entries({ ...this.#settings, port: String(this.port) })
    while (!(await this.isUp())) {
      if (Date.now() > until)
        throw new Error(`PostgreSQL did not start: ${readFileSync(`${this.folder}.log`)}`)
      if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) {
        this.#child = endsWithUs(
          spawn(
            path.join(this.#programs.folder, 'postgres'),
            ['-D', this.folder, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
            { ...asAccount(this.#programs.account), stdio: ['ignore', log, log] },
          ),
        )
      }
      await pause(50)
    }
  }

  async isUp(): Promise<boolean> {
    return this.ask('select 1').then(
      () => true,
      () => false,
    )
  }

  /** One question as the superuser, on a connection of its own. */
  async ask(statement: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database), connectionTimeoutMillis: 10_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query(statement)).rows
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  /** As when the machine is gone: the server and every process of it. */
  async kill(): Promise<void> {
    const family = await this.pids()
    const ended = this.#ended()
    for (const pid of family) signal(pid, 'SIGKILL')
    await ended
  }

  async pauseFor(milliseconds: number): Promise<void> {
    const goOn = await this.freeze()
    await pause(milliseconds)
    goOn()
  }

  /** Stands still until the answer is called. */
  async freeze(): Promise<() => void> {
    const family = await this.pids()
    for (const pid of family) signal(pid, 'SIGSTOP')
    return () => {
      for (const pid of family.toReversed()) signal(pid, 'SIGCONT')
    }
  }

  async promote(): Promise<void> {
    await this.ask('select pg_promote(true, 20)')
  }

  async stop(): Promise<void> {
    const ended = this.#ended()
    if (this.#child?.pid) signal(this.#child.pid, 'SIGINT')
    await ended
  }

  async #ended(): Promise<void> {
    const child = this.#child
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }

  /** The server first, then its own processes; as Linux tells them. */
  async pids(): Promise<number[]> {
    const pid = this.#child?.pid
    if (!pid) return []
    const tasks = await readdir(`/proc/${pid}/task`).catch(() => [])
    const children = tasks.flatMap((task) => childrenOf(pid, task))
    return [pid, ...children]
  }
}

function childrenOf(pid: number, task: string): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // it ended by itself meanwhile
  }
}

/** Everything below this folder too; PostgreSQL refuses a folder that is not its own. */
export async function giveTo(folder: string, account: Account | undefined): Promise<void> {
  if (!account) return
  await chown(folder, account.uid, account.gid)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(path.join(entry.parentPath, entry.name), account.uid, account.gid)
  }
}
