import path from 'node:path'
import { parseArgs } from 'node:util'
import { readKeyFile } from '#server/backup/seal.ts'

type Flag = 'unencrypted' | 'long-term'

interface Asked {
  file: string
  keyFile: string | undefined
  /** What the key file holds. */
  secret: Buffer | undefined
  says(flag: Flag): boolean
}

/** Runs a command that takes one file; npm starts us in the project, so names count from where the user is. */
export async function onFile(
  command: 'backup' | 'restore',
  flags: readonly Flag[],
  work: (asked: Asked) => Promise<void>,
): Promise<void> {
  try {
    await work(await readAsked(flags))
  } catch (error) {
    const isUsage = error instanceof TypeError
    console.error(error instanceof Error ? error.message : error)
    if (isUsage)
      console.error(`For example: npm run ${command} -- regie-backup.gz --key-file /media/stick/regie-key`)
    process.exitCode = isUsage ? 2 : 1
  }
}

async function readAsked(flags: readonly Flag[]): Promise<Asked> {
  const booleans = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' } as const]))
  const options = { 'key-file': { type: 'string' }, ...booleans } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [name, ...more] = positionals
  if (!name || more.length > 0) throw new TypeError('Which file?')
  const here = (file: string) => path.resolve(process.env.INIT_CWD ?? '.', file)
  const keyFile = values['key-file'] === undefined ? undefined : here(String(values['key-file']))
  const secret = keyFile === undefined ? undefined : await readKeyFile(keyFile)
  return {
    file: here(name),
    keyFile,
    secret,
    says: (flag) => (values as Record<string, unknown>)[flag] === true,
  }
}
