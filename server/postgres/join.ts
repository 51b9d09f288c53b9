import { setTimeout as pause } from 'node:timers/promises'
import { PASSWORD_FILE, readPassword } from './cluster.ts'
import { explainStart } from './explain.ts'
import { anotherRegie, damaged, EmbeddedPostgresFault } from './fault.ts'
import { launch } from './launch.ts'
import { type Answer, nextStep } from './next-step.ts'
import { livingParent } from './pids.ts'
import type { Place } from './place.ts'
import { findPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts'
import { claim, type Session } from './queries.ts'

/** While its session lives, the server is ours. */
export type Joined = Answer<Session> & { state: 'ours' }

/** Comes to a running server that is ours alone: takes over the one that runs, or starts one. */
export async function join(place: Place, stopping: AbortSignal, fixedPort?: number): Promise<Joined> {
  const begun = Date.now()
  let heard = begun
  let started = false
  for (;;) {
    stopping.throwIfAborted()
    const postmaster = await findPostmaster(place)
    if (!postmaster) {
      await launch(place, stopping, fixedPort)
      started = true
      heard = Date.now()
      continue
    }
    const answer = await ask(place, postmaster)
    if (answer.state === 'ours') return answer
    const now = Date.now()
    if (answer.state !== 'silent') heard = now
    const step = nextStep(answer, now - begun, now - heard)
    if (step === 'wait') await pause(100)
    else if (step === 'leave' || started) throw await giveUp(place, answer)
    else await replace(place, postmaster)
  }
}

async function ask({ folder }: Place, { port }: Postmaster): Promise<Answer<Session>> {
  return port ? claim(port, await readPassword(folder)) : { state: 'silent' }
}

/** A server that we started ourselves does not stay behind. */
async function giveUp(place: Place, answer: Answer<Session>): Promise<EmbeddedPostgresFault> {
  const { folder } = place
  if (answer.state === 'taken') return new EmbeddedPostgresFault(anotherRegie(answer.owner, folder))
  await stopPostmaster(place)
  if (answer.state === 'wrong-password') {
    return new EmbeddedPostgresFault(
      `The database in ${folder} refuses the password in its file ${PASSWORD_FILE}. Put the right file back. ${damaged(folder)}`,
    )
  }
  return new EmbeddedPostgresFault(explainStart(answer.state === 'refused' ? [answer.reason] : [], folder))
}

/** A server whose password no longer fits may still belong to a Regie that runs: then it is not ours to stop. */
async function replace(place: Place, { pid }: Postmaster): Promise<void> {
  const parent = await livingParent(pid)
  if (parent) throw new EmbeddedPostgresFault(anotherRegie(String(parent), place.folder))
  place.log(`The PostgreSQL of an earlier Regie (process ${pid}) does not answer. It is stopped`)
  await stopPostmaster(place)
}
