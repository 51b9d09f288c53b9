import { spawnSync } from 'node:child_process'
import path from 'node:path'
import type { CoreFigures } from './core-run.ts'

const RUN = path.join(import.meta.dirname, 'core-run.ts')
const HEAD = ['seconds', 'of which publishing', 'µs each', 'peak memory MB', 'ratio to the row above']

/** (e) Counting and publishing without a database: growth with the responses, 200 units. */
export function benchCoreResponses(): string[] {
  return table('responses', [1000, 10_000, 100_000, 1_000_000], (responses) => run(responses, 200))
}

/** (f) The same 100,000 responses over more and more units. */
export function benchCoreUnits(): string[] {
  return table('units', [200, 400, 2000, 10_000], (units) => run(100_000, units))
}

function table(name: string, sizes: number[], figuresFor: (size: number) => CoreFigures): string[] {
  const lines = [`| ${[name, ...HEAD].join(' | ')} |`, `|${'---|'.repeat(HEAD.length + 1)}`]
  let before: CoreFigures | undefined
  for (const size of sizes) {
    const figures = figuresFor(size)
    const { seconds, publishing, responses, peakMegabytes } = figures
    const cells = [
      size,
      seconds.toFixed(2),
      publishing.toFixed(2),
      ((seconds * 1e6) / responses).toFixed(1),
      peakMegabytes.toFixed(0),
      before ? (seconds / before.seconds).toFixed(1) : '',
    ]
    lines.push(`| ${cells.join(' | ')} |`)
    before = figures
  }
  return lines
}

/** A process for each, so that one's memory is not another's. */
function run(responses: number, units: number): CoreFigures {
  const { status, stdout } = spawnSync(process.execPath, [RUN, `${responses}`, `${units}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${responses} responses over ${units} units were not published`)
  return JSON.parse(stdout)
}
