import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrateToLatest, migrateUpTo, pendingMigrations } from '#server/migrate.ts'
import { freePort } from '../../../test/support/free-port.ts'
import type { Ground, Outcome } from '../ground.ts'
import { Node } from '../nodes.ts'
import { asOwner } from '../scan.ts'
import { schemaOf } from '../schema.ts'

const MIGRATE_ONE = path.join(import.meta.dirname, '..', 'migrate-one.ts')
const FAULT = 'migration killed in its middle (kill -9), for each migration'

/** Row 78. */
export async function migrationsKilled({ programs }: Ground): Promise<Outcome> {
  const node = new Node(programs, path.join(programs.home, 'migrations'), await freePort())
  try {
    node.initialise()
    await node.start()
    await node.ask('create database clean')
    const names = await pendingMigrations(node.url('clean'))
    await migrateToLatest(node.url('clean'))
    const clean = await schemaOf(node.url('clean'))
    await node.ask('create database regie')
    let kills = 0
    let whole = true
    for (const name of names) {
      const before = kills === 0 ? '' : await schemaOf(node.url())
      if (await killInside(node, name)) kills++
      if (before !== '') whole &&= (await schemaOf(node.url())) === before
      await migrateUpTo(node.url(), name)
    }
    const same = (await schemaOf(node.url())) === clean
    const figures = `${names.length} migrations; ${whole ? 'nothing' : 'SOMETHING'} of a killed one stayed; ${same ? 'same' : 'ANOTHER'} schema as a clean one`
    return {
      fault: FAULT,
      state: 'run',
      times: kills,
      sound: whole && same && kills === names.length,
      figures,
    }
  } finally {
    await node.kill()
  }
}

/** A trigger holds the migration at its third step; answers whether it was killed there. */
async function killInside(node: Node, name: string): Promise<boolean> {
  await asOwner(node.url(), (owner) => owner.query(HOLD))
  const child = spawn(process.execPath, [MIGRATE_ONE, node.url(), name], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  const held = await isHeld(node)
  child.kill('SIGKILL')
  await exit
  while (await isHolding(node)) await pause(50)
  await asOwner(node.url(), (owner) => owner.query(LET_GO))
  return held
}

async function isHeld(node: Node): Promise<boolean> {
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(20)) {
    if (await isHolding(node)) return true
  }
  return false
}

async function isHolding(node: Node): Promise<boolean> {
  return (
    (await node.ask(`select from pg_stat_activity where datname = 'regie' and wait_event = 'PgSleep'`))
      .length > 0
  )
}

const HOLD = `
  create sequence public.chaos_steps;
  create function public.chaos_hold() returns event_trigger language plpgsql as
    $$ begin if nextval('public.chaos_steps') = 3 then perform pg_sleep(30); end if; end $$;
  create event trigger chaos_hold on ddl_command_end execute function public.chaos_hold();`
const LET_GO =
  'drop event trigger chaos_hold; drop function public.chaos_hold(); drop sequence public.chaos_steps'
