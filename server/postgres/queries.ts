import pg from 'pg'
import type { Answer } from './next-step.ts'
import { isAlive } from './pids.ts'
import { addressOf } from './settings.ts'

export type Session = pg.Client

const LOCK_KEY = 7_304_145
const NAME_OF_OWNER = /^Regie process (\d+)$/

/** The lock is a session of the server itself: the kernel ends it with its process, so no crash leaves it behind. */
export async function claim(port: number, password: string): Promise<Answer<Session>> {
  const session = new pg.Client({
    connectionString: addressOf(port, password, 'postgres'),
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
    return { state: 'taken', owner, ownerEnded: owner !== 'unknown' && !isAlive(Number(owner)) }
  } catch (error) {
    await session.end().catch(() => undefined)
    return unclaimed(error)
  }
}

export async function createDatabase(session: Session): Promise<void> {
  const { rowCount } = await session.query(`select from pg_database where datname = 'regie'`)
  if (rowCount === 0) await session.query('create database regie')
}

/** By SQLSTATE: 53300 too many sessions, 57P03 starting or stopping, class 28 a wrong password. */
function unclaimed(error: unknown): Answer<Session> {
  if (!(error instanceof pg.DatabaseError) || error.code === '53300') return { state: 'silent' }
  if (error.code === '57P03') return { state: 'changing' }
  if (error.code?.startsWith('28')) return { state: 'wrong-password' }
  return { state: 'refused', reason: error.message }
}

async function ownerOf(session: Session): Promise<string> {
  const { rows } = await session.query<{ application_name: string }>(
    `select application_name from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and granted and objid = $1 and pid <> pg_backend_pid()`,
    [LOCK_KEY],
  )
  return NAME_OF_OWNER.exec(rows[0]?.application_name ?? '')?.[1] ?? 'unknown'
}
