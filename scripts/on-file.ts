import path from 'node:path'

/** Runs a command that takes one file; npm starts us in the project, so the name counts from where the user is. */
export async function onFile(command: string, work: (file: string) => Promise<void>): Promise<void> {
  const [name, ...more] = process.argv.slice(2)
  if (!name || more.length > 0) {
    console.error(`Which file? For example: npm run ${command} -- regie-backup.gz`)
    process.exitCode = 2
    return
  }
  try {
    await work(path.resolve(process.env.INIT_CWD ?? '.', name))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
