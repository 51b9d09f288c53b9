import { forgetOldCounts } from './access/jobs.ts'
import { destroyOldAnswers, tidyAccounts } from './privacy/jobs.ts'
import { freezeEdition } from './programme/benchmark/jobs.ts'
import { forgetOldReceipts } from './responses/jobs.ts'
import { mixOpenScans } from './responses/mixing/jobs.ts'
import { closeDueScans } from './results/jobs.ts'
import type { Services } from './services.ts'

const EVERY_MS = 15_000
const JOBS = [
  deliverMails,
  closeDueScans,
  mixOpenScans,
  forgetOldReceipts,
  destroyOldAnswers,
  tidyAccounts,
  forgetOldCounts,
  freezeEdition,
]

/** Work that nobody asks for by a request. Each job claims its rows in the database, so two processes do no harm. */
export function startJobs(services: Services, log: (problem: unknown) => void) {
  let running: Promise<void> | undefined
  const runAll = async () => {
    for (const job of JOBS) await job(services).catch(log)
  }
  // a round that takes longer than the pause between two is not followed by a queue of others
  const tick = () => {
    running ??= runAll().finally(() => {
      running = undefined
    })
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

/** A mail server that is slow must not keep the other jobs waiting. */
async function deliverMails({ mailer }: Services): Promise<void> {
  void mailer.deliver()
}
