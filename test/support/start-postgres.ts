import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'

/** A second Regie for tests: tells on one line how its start ended, and stays until it is killed. */
const [dataDir = ''] = process.argv.slice(2)
try {
  const { url } = await startEmbeddedPostgres({ dataDir, log: () => undefined, disposable: true })
  process.stdout.write(`${JSON.stringify({ url })}\n`)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ fault: error instanceof Error ? error.message : error })}\n`)
}
