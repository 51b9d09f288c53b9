import path from 'node:path'
import { readConfig } from './config.ts'
import { explainStart } from './explain-start.ts'
import { type Running, startRegie } from './start.ts'

const SURVEYS = path.join(import.meta.dirname, '..', 'surveys')

try {
  const running = await startRegie(readConfig(process.env), { surveysFolder: SURVEYS, log: console.log })
  stopOnSignal(running)
  console.log(`Regie is ready: open ${running.url}`)
  const { services } = running
  const link = await services.auth.setupLink()
  if (link) console.log(`First start: create your organisation at ${link}`)
} catch (error) {
  console.error(error instanceof Error ? explainStart(error) : error)
  process.exitCode = 1
}

function stopOnSignal(running: Running): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      console.log('Stopping …')
      await running.close()
      process.exit(0)
    })
  }
}
