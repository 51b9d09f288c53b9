import { once } from 'node:events'
import net from 'node:net'

interface Behaviour {
  /** What it says when the recipient is told. */
  toRecipient?: string
  /** Takes the line and says nothing. */
  hangs?: boolean
  /** What it does with a whole text before it says yes. */
  beforeTaking?: () => void | Promise<void>
}

/** A mail server that says yes to everything but what it is told otherwise. */
export async function startMailServer({ toRecipient = '250 ok', hangs, beforeTaking }: Behaviour = {}) {
  const sockets = new Set<net.Socket>()
  const taken: string[] = []
  let visits = 0
  const server = net.createServer((socket) => {
    visits++
    sockets.add(socket.on('error', () => socket.destroy()))
    if (!hangs) converse(socket)
  })
  const converse = (socket: net.Socket) => {
    let text: string | undefined
    socket.write('220 ready\r\n')
    socket.on('data', async (chunk) => {
      for (const line of String(chunk).split('\r\n').slice(0, -1)) {
        if (text !== undefined && line !== '.') {
          text += `${line}\n`
          continue
        }
        if (text !== undefined) {
          taken.push(text)
          await beforeTaking?.()
        }
        text = line === 'DATA' ? '' : undefined
        socket.write(`${line.startsWith('RCPT') ? toRecipient : text === '' ? '354 go on' : '250 ok'}\r\n`)
      }
    })
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    visits: () => visits,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
