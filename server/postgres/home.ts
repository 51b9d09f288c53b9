import { createHash } from 'node:crypto'
import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import { type Account, accountOf, canEnter, unprivileged } from './account.ts'
import { closedHome, EmbeddedPostgresFault, lostHome } from './fault.ts'

/** The folder that holds the database's folder, and the user to whom the database belongs. */
interface Home {
  home: string
  account: Account
}

type Log = (line: string) => void

const POINTER = 'postgres-folder'
const PERSISTENT_FOLDERS = ['/var/lib', '/var/tmp']

/** Started as root: the data folder when PostgreSQL's user can enter it, else one elsewhere that is found again. */
export async function homeForRoot(dataDir: string, log: Log): Promise<Home> {
  const pointer = path.join(dataDir, POINTER)
  const remembered = (await fs.readFile(pointer, 'utf8').catch(() => '')).trim()
  const owner = await ownerOf(path.join(remembered || dataDir, 'postgres'))
  const account = owner ?? unprivileged()
  if (remembered) {
    if (!existsSync(remembered)) throw new EmbeddedPostgresFault(lostHome(dataDir, remembered, pointer))
    log(`The database is kept in ${remembered}, because the user ${account.name} could not enter ${dataDir}`)
    return { home: remembered, account }
  }
  if (!canEnter(account, dataDir)) await openForGroup(dataDir, account)
  if (canEnter(account, dataDir)) return { home: dataDir, account }
  const home = owner ? undefined : await homeElsewhere(dataDir, account)
  if (!home) throw new EmbeddedPostgresFault(closedHome(dataDir, account.name))
  await fs.writeFile(pointer, `${home}\n`)
  log(`The user ${account.name} cannot enter ${dataDir}. The database is kept in ${home} instead`)
  return { home, account }
}

async function ownerOf(folder: string): Promise<Account | undefined> {
  const found = await fs.stat(folder).catch(() => undefined)
  if (!found) return undefined
  if (found.uid !== 0) return accountOf(found.uid, found.gid)
  if ((await fs.readdir(folder)).length === 0) return undefined
  throw new EmbeddedPostgresFault(
    `The folder ${folder} belongs to root, and PostgreSQL refuses to run as root. ` +
      `Give it to another user, for instance with: chown -R ${unprivileged().name} ${folder}`,
  )
}

/** Lets the user of PostgreSQL pass through the data folder, not look into it: our secrets stay closed to it. */
async function openForGroup(dataDir: string, account: Account): Promise<void> {
  const { uid, mode } = await fs.stat(dataDir)
  if (uid !== 0 || !canEnter(account, path.dirname(dataDir))) return
  await fs.chown(dataDir, 0, account.gid)
  await fs.chmod(dataDir, (mode & 0o7777) | 0o010)
}

async function homeElsewhere(dataDir: string, account: Account): Promise<string | undefined> {
  const name = `regie-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  for (const home of PERSISTENT_FOLDERS.map((parent) => path.join(parent, name))) {
    await fs.mkdir(home, { recursive: true, mode: 0o711 }).catch(() => undefined)
    const found = await fs.lstat(home).catch(() => undefined)
    if (found?.isDirectory() && found.uid === 0 && canEnter(account, home)) return home
  }
  return undefined
}
