import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { applicationKilled, rollingRestart } from './chaos/faults/application.ts'
import { clocksApart } from './chaos/faults/clocks.ts'
import {
  connectionsCut,
  connectionsExhausted,
  databaseKilled,
  databasePaused,
} from './chaos/faults/database.ts'
import { diskFull, syncedBeforeTelling } from './chaos/faults/disk.ts'
import { failover } from './chaos/faults/failover.ts'
import { linkFlooded } from './chaos/faults/flood.ts'
import { jobsKilled } from './chaos/faults/jobs.ts'
import { migrationsKilled } from './chaos/faults/migrations.ts'
import { powerCut } from './chaos/faults/power.ts'
import { restored } from './chaos/faults/restore.ts'
import type { Ground, Outcome } from './chaos/ground.ts'
import { findPrograms } from './chaos/nodes.ts'

const FAULTS: Record<string, (ground: Ground) => Promise<Outcome>> = {
  application: applicationKilled,
  restart: rollingRestart,
  database: databaseKilled,
  pause: databasePaused,
  failover,
  cut: connectionsCut,
  exhausted: connectionsExhausted,
  flood: linkFlooded,
  disk: diskFull,
  sync: syncedBeforeTelling,
  power: powerCut,
  clocks: clocksApart,
  migrations: migrationsKilled,
  jobs: jobsKilled,
  restore: restored,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in FAULTS))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(FAULTS).join(', ')}`)
  process.exit(2)
}
if (process.platform !== 'linux') {
  console.error('Processes are killed and paused as Linux does it: this runs on Linux only.')
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const folder = mkdtempSync(path.join(os.tmpdir(), 'regie-chaos-'))
const outcomes: Outcome[] = []
try {
  const programs = await findPrograms(folder)
  console.log(
    `PostgreSQL ${programs.major}, in a folder of its own. Only processes that are started here are ended.\n`,
  )
  for (const [name, make] of Object.entries(FAULTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const outcome = await make({ programs, folder }).catch((error) => brokenOff(name, error))
    outcomes.push(outcome)
    console.log(rowOf(outcome))
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
console.log(`\n${verdictOf(outcomes)}`)
process.exit(outcomes.every(isGood) ? 0 : 1)

function brokenOff(fault: string, error: unknown): Outcome {
  return {
    fault,
    state: 'run',
    times: 0,
    sound: false,
    figures: `broke off: ${error instanceof Error ? error.stack : error}`,
  }
}

function isGood(outcome: Outcome): boolean {
  return outcome.state === 'not-run' || outcome.sound
}

function rowOf(outcome: Outcome): string {
  if (outcome.state === 'not-run') return `| ${outcome.fault} | not run | | | | ${outcome.why} |`
  const { fault, times, verdict, figures, sound } = outcome
  const lost = verdict ? `${verdict.acknowledged} | ${verdict.lost} | ${verdict.doubled}` : ' | | '
  return `| ${fault} | ${times} | ${lost} | ${sound ? '' : 'NOT SOUND: '}${figures} |`
}

function verdictOf(all: Outcome[]): string {
  const run = all.filter((outcome) => outcome.state === 'run')
  const sum = (what: 'acknowledged' | 'lost' | 'doubled') =>
    run.reduce((total, { verdict }) => total + (verdict?.[what] ?? 0), 0)
  const verdict = `${sum('acknowledged')} answers acknowledged, ${sum('lost')} lost, ${sum('doubled')} doubled.`
  const unsound = run.filter(({ sound }) => !sound).map(({ fault }) => fault)
  const notRun = all.length - run.length
  return [
    verdict,
    unsound.length === 0
      ? `All ${run.length} faults ended as they should.`
      : `Not as it should be: ${unsound.join('; ')}.`,
    notRun > 0 ? `${notRun} not run.` : '',
  ]
    .join(' ')
    .trim()
}
