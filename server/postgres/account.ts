import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { EmbeddedPostgresFault } from './fault.ts'

/** The user that PostgreSQL runs as: it refuses to run as root. */
export interface Account {
  name: string
  uid: number
  gid: number
}

const ROOT_FOLDER = path.parse(import.meta.dirname).root
const BARE_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', SystemRoot: 'C:\\Windows' }

/** How every program of PostgreSQL is started: as its user, from a folder that every user can enter, told nothing of ours. */
export function asAccount(account: Account | undefined) {
  return { cwd: ROOT_FOLDER, env: BARE_ENVIRONMENT, ...(account && { uid: account.uid, gid: account.gid }) }
}

/** As root the database runs as postgres, or as nobody where that user does not exist. */
export function unprivileged(): Account {
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(askId('-u', name))
    const gid = Number(askId('-g', name))
    if (uid && Number.isInteger(gid)) return { name, uid, gid }
  }
  throw new EmbeddedPostgresFault(
    'Regie runs as root, PostgreSQL refuses to, and there is no user postgres or nobody. Start Regie as an ordinary user.',
  )
}

export function accountOf(uid: number, gid: number): Account {
  return { name: askId('-un', String(uid)) ?? `number ${uid}`, uid, gid }
}

export function canEnter(account: Account, folder: string): boolean {
  const { error, status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], asAccount(account))
  if (error && 'code' in error && error.code === 'EPERM') {
    throw new EmbeddedPostgresFault(
      `Regie runs as root but may not start PostgreSQL as the user ${account.name}. Start Regie as an ordinary user.`,
    )
  }
  return status === 0
}

function askId(option: string, user: string): string | undefined {
  const { status, stdout } = spawnSync('id', [option, user], { encoding: 'utf8' })
  return (status === 0 && stdout.trim()) || undefined
}
