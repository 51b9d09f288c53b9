import net from 'node:net'

export interface Load {
  perSecond: number
  medianMs: number
  p99Ms: number
  failed: number
}

/** Runs the work `total` times over so many lanes at once; `work` answers whether it succeeded. */
export async function measure(
  lanes: number,
  total: number,
  work: (lane: number) => Promise<boolean>,
): Promise<Load> {
  const times: number[] = []
  let left = total
  let failed = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (left-- > 0) {
        const begun = performance.now()
        if (!(await work(lane))) failed++
        times.push(performance.now() - begun)
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  return { perSecond: total / seconds, ...timesOf(times), failed }
}

export function timesOf(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

/** One kept connection that posts JSON: lean, because sender and server share the machine. */
export async function openLane(url: string, path: string) {
  const { hostname, port, host, origin } = new URL(url)
  const socket = net.connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname)
  await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail))
  socket.setNoDelay(true)
  return {
    /** Posts and answers the status. */
    post(body: string): Promise<number> {
      const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\norigin: ${origin}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
      socket.write(head + body)
      return statusOf(socket)
    },
    close: () => socket.destroy(),
  }
}

function statusOf(socket: net.Socket): Promise<number> {
  return new Promise((done, fail) => {
    let received = ''
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) return
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
      if (received.length < end + 4 + length) return
      socket.off('data', onData).off('error', fail)
      done(Number(received.slice(9, 12)))
    }
    socket.on('data', onData).once('error', fail)
  })
}
