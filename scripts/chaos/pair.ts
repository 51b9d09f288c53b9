import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../test/support/free-port.ts'
import { Node, type Programs } from './nodes.ts'

/** Two machines' worth of PostgreSQL: what the first acknowledges is on both. */
export async function startPair(programs: Programs) {
  const place = (name: string) => path.join(programs.home, name)
  const first = new Node(programs, place('first'), await freePort(), { synchronous_standby_names: 'second' })
  const second = new Node(programs, place('second'), await freePort())
  first.initialise()
  await second.follow(first, 'second')
  const stop = async () => {
    await first.kill()
    await second.kill()
  }
  await startBoth(first, second).catch((error) => stop().then(() => Promise.reject(error)))
  return {
    first,
    second,
    url: `postgres://postgres@127.0.0.1:${first.port},127.0.0.1:${second.port}/regie`,
    stop,
  }
}

async function startBoth(first: Node, second: Node): Promise<void> {
  await first.start()
  await second.start()
  while ((await first.ask(`select from pg_stat_replication where sync_state = 'sync'`)).length === 0) {
    await pause(50)
  }
  await first.ask('create database regie')
}
