import path from 'node:path'
import { readConfig } from './config.ts'
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
  console.error(error instanceof Error ? explain(error) : error)
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

function explain(error: Error & { code?: string; port?: number }): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${error.port} is in use by another program. Stop it, or start Regie with another PORT.`
  }
  if (error.code === 'EACCES' && error.port)
    return `Port ${error.port} may not be used by this user. Choose a PORT above 1023.`
  return error.constructor === Error || error.constructor.name === 'TypeError'
    ? (error.stack ?? error.message)
    : error.message
}
