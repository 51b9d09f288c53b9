import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { type HostAnswer, hostsOf, isHostLost, isQueryTimeout, writableOf } from './database-hosts.ts'

export interface PoolOptions {
  max: number
  statementTimeoutSeconds: number
  log: (problem: Error) => void
}

const ASKING_MS = 700
const CONNECTING_MS = 2000

/**
 * Connections to the one host that can be written to. When that host is lost, all who wait share one look at every host, and the old
 * connections end in the background. With one host there is nothing to choose.
 */
export function openWritablePool(url: string, options: PoolOptions): PostgresPool {
  const several = hostsOf(url).length > 1
  let chosen: Promise<pg.Pool> | undefined
  const leave = (pool: Promise<pg.Pool>, error: unknown) => {
    if (!several || chosen !== pool || !isHostLost(error)) return
    chosen = undefined
    void pool.then((old) => old.end()).catch(options.log)
  }
  const choose = () => {
    chosen ??= open()
    return chosen
  }
  const open = () => {
    const lost = (error: unknown) => leave(opened, error)
    const opened: Promise<pg.Pool> = pickHost(url).then((host) => openOnHost(host, options, lost))
    opened.catch(() => {
      if (chosen === opened) chosen = undefined
    })
    return opened
  }
  const connect = async (attemptsLeft = 2): Promise<PostgresPoolClient> => {
    const pool = choose()
    try {
      return watched(await (await pool).connect(), (error) => leave(pool, error))
    } catch (error) {
      leave(pool, error)
      if (chosen === pool || attemptsLeft === 1) throw error
      return connect(attemptsLeft - 1)
    }
  }
  return {
    options: {},
    connect: () => connect(),
    async end() {
      await (await chosen?.catch(() => undefined))?.end()
    },
  }
}

/** The address with the one host that can be written to now. */
export async function pickHost(url: string, patienceMs = 0): Promise<string> {
  const hosts = hostsOf(url)
  if (hosts.length === 1) return url
  const until = Date.now() + patienceMs
  for (;;) {
    const writable = writableOf(await Promise.all(hosts.map(ask)))
    if (writable) return writable
    if (Date.now() >= until) throw noneWritable()
    await new Promise((done) => setTimeout(done, ASKING_MS))
  }
}

/** Answered as 503, by the code of a PostgreSQL that is just starting. */
const noneWritable = () =>
  Object.assign(new Error('None of the hosts in DATABASE_URL can be written to now.'), { code: '57P03' })

async function ask(url: string): Promise<HostAnswer> {
  const limits = { connectionTimeoutMillis: ASKING_MS, query_timeout: ASKING_MS }
  const client = new pg.Client({ connectionString: url, ...limits })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ history: string | null }>(
      `select case when not pg_is_in_recovery() then left(pg_walfile_name(pg_current_wal_lsn()), 8) end as history`,
    )
    const history = rows[0]?.history
    return { url, timeline: history ? Number.parseInt(history, 16) : undefined }
  } catch {
    return { url, timeline: undefined }
  } finally {
    void client.end().catch(() => undefined)
  }
}

/** Commits that were stored here and may be missing on the second machine: whoever waited for that was cut off. */
const unreplicated = new WeakSet<object>()

/** The listener on every client matters: without it a connection lost inside a transaction ends the process. */
function openOnHost(url: string, options: PoolOptions, lost: (error: unknown) => void): pg.Pool {
  const { max, statementTimeoutSeconds, log } = options
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECTING_MS,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 600,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    query_timeout: statementTimeoutSeconds * 1000 + 1000,
    // not Kysely's hook for new connections: when that fails, the connection is never given back
    onConnect: (client) => stepDown(client, statementTimeoutSeconds),
  })
  pool.on('connect', (client) => {
    client.on('error', log)
    client.on('notice', ({ routine }) => {
      if (routine === 'SyncRepWaitForLSN') unreplicated.add(client)
    })
  })
  pool.on('error', (error) => {
    log(error)
    lost(error)
  })
  return pool
}

/** Regie connects as the owner and works as the role regie_app, which owns nothing and cannot pass by row-level security. */
async function stepDown(client: pg.ClientBase, statementTimeoutSeconds: number): Promise<void> {
  const values = [`${statementTimeoutSeconds}s`]
  await client.query({ text: STEP_DOWN, values, query_timeout: CONNECTING_MS } as pg.QueryConfig)
}

const STEP_DOWN = `
  select set_config('role', 'regie_app', false),
    set_config('statement_timeout', $1, false),
    set_config('lock_timeout', '2s', false),
    set_config('idle_in_transaction_session_timeout', '5s', false)`

/**
 * After a timeout the connection still waits for its answer, so it is thrown away and nothing more is asked of it, not even to roll
 * back: cancelling could turn a stored answer into one that only looks lost.
 */
function watched(client: pg.PoolClient, lost: (error: unknown) => void): PostgresPoolClient {
  let spoiled: unknown
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (spoiled) throw spoiled
    try {
      const result = await client.query(sql, [...parameters])
      if (unreplicated.delete(client)) throw outcomeUnknown()
      return result
    } catch (error) {
      if (isQueryTimeout(error)) spoiled = error
      lost(error)
      throw error
    }
  }
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || spoiled !== undefined),
  }
}

const outcomeUnknown = () =>
  Object.assign(new Error('The second machine may not have what was stored.'), { code: '08007' })
