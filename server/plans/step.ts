import type { Db } from '../database.ts'
import { columnsAfter, type Report, refusalOf, type StepRefusal, statusOf, wordsOf } from './action.ts'
import { type ActionRow, hasEvent, insertEvent, updateAction } from './actions/queries.ts'
import type { Prerequisite } from './contract.ts'
import { prerequisitesOf, type Surroundings } from './present.ts'
import { ownerIdentity } from './reader.ts'

interface Step extends Report {
  /** The sender's own id of this report: the same one again is the same report. */
  id: string
  byName: string
  /** The version that the sender saw. */
  version?: number | undefined
}

type Taken =
  | { state: 'taken' }
  | { state: 'known' }
  | { state: 'stale' }
  | { state: 'refused'; code: StepRefusal; open: Prerequisite[] }

/** Stores what the step changes and its line in the history. Expects the plan of the action locked. */
export async function takeStep(
  db: Db,
  row: ActionRow,
  step: Step,
  around: Surroundings,
  now: Date,
): Promise<Taken> {
  const key = { organisationId: row.organisationId, actionId: row.id }
  if (await hasEvent(db, key, step.id)) return { state: 'known' }
  if (step.version !== undefined && step.version !== row.version) return { state: 'stale' }
  const open = prerequisitesOf(row, around).filter(({ state }) => state === 'open')
  const code = refusalOf(situationOf(row, open.length), step)
  if (code) return { state: 'refused', code, open }
  const { id, kind, byName } = step
  // a note leaves the action as it was
  if (kind !== 'note')
    await updateAction(db, key, { ...columnsAfter(row, step, now), version: row.version + 1 })
  await insertEvent(db, { ...key, id, kind, byName, note: wordsOf(step), happenedAt: now })
  return { state: 'taken' }
}

function situationOf(row: ActionRow, openPrerequisites: number) {
  return {
    status: statusOf(row),
    hasOwnerAndDate: row.ownerName !== null && row.dueOn !== null,
    openPrerequisites,
    doneBy: row.doneBy,
    owner: row.ownerName === null ? null : ownerIdentity(row),
  }
}
