import { forgetOldReceipts } from './responses/jobs.ts'
import { closeDueScans } from './results/jobs.ts'
import type { Services } from './services.ts'

const EVERY_MS = 15_000
const JOBS = [closeDueScans, forgetOldReceipts]

/** Work that nobody asks for by a request. Each job claims its rows in the database, so two processes do no harm. */
export function startJobs(services: Services, log: (problem: Error) => void) {
  let running = Promise.resolve()
  const tick = () => {
    for (const job of JOBS) running = running.then(() => job(services)).catch(log)
  }
  tick()
  const timer = setInterval(tick, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
