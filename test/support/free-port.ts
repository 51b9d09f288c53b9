import { once } from 'node:events'
import net from 'node:net'

/** Below the ports that systems hand out by themselves, so that no connection of others takes it between looking and using it. */
const FIRST = 20_000
const COUNT = 12_000

export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * COUNT)
  const server = net.createServer()
  const isFree = await new Promise<boolean>((tell) => {
    server.once('error', () => tell(false)).listen(port, '127.0.0.1', () => tell(true))
  })
  if (!isFree) return freePort()
  server.close()
  await once(server, 'close')
  return port
}
