import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { openLane, timesOf } from '../../../bench/load.ts'
import { type Ground, type Outcome, type Place, withPlace } from '../ground.ts'
import { answersOf, asOwner, type OpenScan, openScan } from '../scan.ts'

const FAULT = 'a link for 1,000 people flooded with 10,000 posts'
const POSTS = 10_000
const AT_ONCE = 20
const INVITED = 1000
const CEILING = 1200
/** In waves, so that whatever else the machine does weighs on both measurements. */
const WAVES = 10
const BETWEEN = 80
const WARM = 300
const EVERY_MS = 10
/** On a quiet machine twice next to nothing is next to nothing. */
const HARDLY_MS = 50

/** Row 14: whoever has the link of a group posts without end; another organisation sends by personal codes all the while. */
export function linkFlooded(ground: Ground): Promise<Outcome> {
  return withPlace(ground, { name: 'flood', codes: 1 }, async (place) => {
    const { databaseUrl, scan } = place
    const other = await openScan(databaseUrl, { codes: 20_000 })
    await asOwner(databaseUrl, (owner) =>
      owner.query(
        `update scan_groups set invited = $2, launched = $2 where scan_id = $1 and distribution = 'open-link'`,
        [scan.scanId, INVITED],
      ),
    )
    const { answers, before, during, perSecond } = await inWaves(place, new Other(place, other))
    const [quiet, busy] = [timesOf(before), timesOf(during)]
    const { stored, flagged } = await keptOf(databaseUrl, scan)
    const ratio = busy.p95Ms / quiet.p95Ms
    const sound =
      stored === CEILING && flagged && answers.get(200) === CEILING && answers.get(429) === POSTS - CEILING
    return {
      fault: FAULT,
      state: 'run',
      times: 1,
      sound: sound && (ratio < 2 || busy.p95Ms < HARDLY_MS),
      figures:
        `${stored.toLocaleString('en')} stored, the others 429, ${flagged ? 'flagged' : 'NOT flagged'}; ${perSecond.toFixed(0)} a second; ` +
        `another organisation p95 ${quiet.p95Ms.toFixed(1)} ms in between, ${busy.p95Ms.toFixed(1)} ms during (${ratio.toFixed(1)}×)`,
    }
  })
}

async function inWaves(place: Place, other: Other) {
  await other.answer(WARM)
  const [before, during]: [number[], number[]] = [[], []]
  const answers = new Map<number, number>()
  let seconds = 0
  for (let wave = 0; wave < WAVES; wave++) {
    before.push(...(await other.answer(BETWEEN)))
    const over = new AbortController()
    const meanwhile = other.answer(Number.POSITIVE_INFINITY, over.signal)
    const begun = performance.now()
    await post(place, POSTS / WAVES, answers)
    seconds += (performance.now() - begun) / 1000
    over.abort()
    during.push(...(await meanwhile))
  }
  return { answers, before, during, perSecond: POSTS / seconds }
}

async function post(
  { applications, scan }: Place,
  posts: number,
  answers: Map<number, number>,
): Promise<void> {
  let left = posts
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const lane = await openLane(applications[0]?.url ?? '', '/api/responses')
      while (left-- > 0) {
        const status = await lane.post(bodyOf(scan, scan.link))
        answers.set(status, (answers.get(status) ?? 0) + 1)
      }
      lane.close()
    }),
  )
}

/** Sends one answer after the other by personal codes, with a pause. */
class Other {
  readonly #url: string
  readonly #scan: OpenScan
  #sent = 0

  constructor({ applications }: Place, scan: OpenScan) {
    this.#url = applications[0]?.url ?? ''
    this.#scan = scan
  }

  /** Milliseconds of each. */
  async answer(most: number, over?: AbortSignal): Promise<number[]> {
    const lane = await openLane(this.#url, '/api/responses')
    const times: number[] = []
    while (!over?.aborted && times.length < most) {
      const begun = performance.now()
      const status = await lane.post(bodyOf(this.#scan, this.#scan.codes[this.#sent++] ?? ''))
      if (status !== 200) throw new Error(`another organisation got ${status}`)
      times.push(performance.now() - begun)
      await pause(EVERY_MS)
    }
    lane.close()
    return times
  }
}

function bodyOf(scan: OpenScan, code: string): string {
  return JSON.stringify({
    code,
    submissionId: randomUUID(),
    answers: answersOf(0, scan),
    importance: [],
    comments: {},
  })
}

async function keptOf(databaseUrl: string, { scanId }: OpenScan) {
  return asOwner(databaseUrl, async (owner) => {
    const { rows } = await owner.query<{ stored: number; flagged: boolean }>(
      `select (select count(*) from inbox where scan_id = $1)::integer + (select count(*) from responses where scan_id = $1)::integer as stored,
         coalesce((select bool_or(had_burst) from open_links where scan_id = $1), false) as flagged`,
      [scanId],
    )
    return rows[0] ?? { stored: 0, flagged: false }
  })
}
