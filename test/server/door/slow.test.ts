import net, { type AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MOST_CONNECTIONS, PATIENCE } from '#server/connections.ts'

/** Row 55: lines that are held open by sending slowly, or nothing at all. */
const app = Fastify(PATIENCE)
const lines: net.Socket[] = []
let port: number
beforeAll(async () => {
  app.get('/quick', () => 'here')
  app.post('/slow', () => 'never')
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => {
  for (const line of lines) line.destroy()
  await app.close()
})

const HEAD = 'POST /slow HTTP/1.1\r\nhost: regie.test\r\ncontent-type: application/json\r\n'
const KINDS: { first: string; more: string }[] = [
  { first: '', more: '' },
  { first: HEAD, more: 'x-more: x\r\n' },
  { first: `${HEAD}content-length: 60000\r\n\r\n`, more: '"' },
  { first: `${HEAD}transfer-encoding: chunked\r\n\r\n`, more: '1\r\nx\r\n' },
]

/** Resolves with how long the server let it live. */
function hold({ first, more }: (typeof KINDS)[number]): Promise<number> {
  return new Promise((resolve) => {
    const begin = performance.now()
    const line = net.connect(port, '127.0.0.1', () => line.write(first))
    lines.push(line)
    const drip = setInterval(() => line.writable && more && line.write(more), 1500)
    line.on('error', () => undefined).resume()
    line.on('close', () => {
      clearInterval(drip)
      resolve(performance.now() - begin)
    })
  })
}

async function answerTimes(): Promise<number[]> {
  const times: number[] = []
  for (let asked = 0; asked < 40; asked++) {
    const begin = performance.now()
    expect(await (await fetch(`http://127.0.0.1:${port}/quick`)).text()).toBe('here')
    times.push(performance.now() - begin)
  }
  return times.sort((a, b) => a - b)
}

test('five hundred slow lines are all cut within twenty seconds, and others are answered meanwhile', async () => {
  const alone = await answerTimes()
  const held = Array.from({ length: 500 }, (_one, place) =>
    hold(KINDS[place % KINDS.length] ?? { first: '', more: '' }),
  )
  const meanwhile = await answerTimes()
  const median = (times: number[]) => times[times.length / 2] ?? 0
  expect(median(meanwhile)).toBeLessThan(2 * median(alone) + 50)
  const lives = await Promise.all(held)
  expect(Math.max(...lives)).toBeLessThan(20_000)
  expect(Math.min(...lives)).toBeGreaterThan(10_000)
})

test('there is a most of lines, above what a wave of invitations needs', () => {
  expect(MOST_CONNECTIONS).toBeGreaterThanOrEqual(5000)
  expect(MOST_CONNECTIONS).toBeLessThanOrEqual(20_000)
})
