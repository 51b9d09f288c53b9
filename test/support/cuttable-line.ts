import { once } from 'node:events'
import net from 'node:net'
import { freePort } from './free-port.ts'

/** A line to the database that can be cut, mended and muted, as a network does. */
export async function cuttableLine(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<net.Socket>()
  let muted = false
  const server = net.createServer((incoming) => {
    const outgoing = net.connect(Number(target.port), target.hostname)
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)))
    }
    incoming.pipe(outgoing)
    outgoing.on('data', (chunk) => muted || incoming.write(chunk)).on('end', () => incoming.end())
  })
  const port = await freePort()
  const listen = () => once(server.listen(port, '127.0.0.1'), 'listening')
  await listen()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    /** What is asked arrives; what is answered does not. */
    mute(until: boolean) {
      muted = until
    },
    cut() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    restore: listen,
  }
}
