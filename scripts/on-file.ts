import path from 'node:path'
import { parseArgs } from 'node:util'
import type { BackupOptions } from '#server/backup/format.ts'
import { readKeyFile } from '#server/backup/seal.ts'

const OPTIONS = { 'key-file': { type: 'string' }, 'long-term': { type: 'boolean' } } as const

/** Runs a command that takes one file; npm starts us in the project, so names count from where the user is. */
export async function onFile(
  command: string,
  work: (file: string, options: BackupOptions) => Promise<void>,
): Promise<void> {
  try {
    const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true })
    const [name, ...more] = positionals
    if (!name || more.length > 0) throw new TypeError('Which file?')
    const here = (file: string) => path.resolve(process.env.INIT_CWD ?? '.', file)
    const keyFile = values['key-file']
    const secret = keyFile === undefined ? undefined : await readKeyFile(here(keyFile))
    await work(here(name), { secret, longTerm: values['long-term'] })
  } catch (error) {
    const isUsage = error instanceof TypeError
    console.error(error instanceof Error ? error.message : error)
    if (isUsage)
      console.error(`For example: npm run ${command} -- regie-backup.gz --key-file /media/stick/regie-key`)
    process.exitCode = isUsage ? 2 : 1
  }
}
