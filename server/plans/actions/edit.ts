import type { LibraryAction } from '../../surveys/actions.ts'
import { losesPlan } from '../action.ts'
import type { AddAction, ChangeAction, HistoryChange, OwnerChoice } from '../contract.ts'
import { fieldChanges, type Names } from './changes.ts'
import type { ActionRow, NewAction } from './queries.ts'

interface OwnerColumns {
  ownerMembershipId: string | null
  ownerName: string | null
  ownerEmail: string | null
}

const NO_OWNER: OwnerColumns = { ownerMembershipId: null, ownerName: null, ownerEmail: null }

/** Undefined when the chosen colleague is not, or no longer, a member. */
export function ownerColumns(
  choice: OwnerChoice,
  people: readonly { membershipId: string; name: string; email: string }[],
): OwnerColumns | undefined {
  if (choice === null) return NO_OWNER
  if ('name' in choice) {
    const { name, email } = choice
    return { ownerMembershipId: null, ownerName: name.trim(), ownerEmail: email?.toLowerCase() ?? null }
  }
  const person = people.find(({ membershipId }) => membershipId === choice.membershipId)
  if (!person) return undefined
  return { ownerMembershipId: person.membershipId, ownerName: person.name, ownerEmail: person.email }
}

interface Planned {
  ownerName: string | null
  dueOn: string | null
}

/** An action that has an owner and a date is planned. */
function plannedAt({ ownerName, dueOn }: Planned, now: Date): Date | null {
  return ownerName !== null && dueOn !== null ? now : null
}

export function newAction(
  body: AddAction,
  place: { organisationId: string; planId: string },
  owner: OwnerColumns,
  library: LibraryAction | undefined,
  now: Date,
): NewAction {
  const { id, title, description, dimensionId, unitId, dueOn } = body
  return {
    ...place,
    ...owner,
    id,
    title: title.trim(),
    description: description.trim(),
    dimensionId,
    unitId,
    dueOn,
    libraryActionId: library?.id ?? null,
    prerequisites: library?.prerequisites ?? [],
    proposedAt: now,
    plannedAt: plannedAt({ ownerName: owner.ownerName, dueOn }, now),
  }
}

const FIELDS = ['title', 'description', 'dimensionId', 'unitId', 'ownerName', 'ownerEmail', 'dueOn'] as const
export type ChangedField = (typeof FIELDS)[number]

/** Whoever only owns an action does not give it away, nor moves it to another topic or team. */
const FOR_OWNERS: readonly ChangedField[] = ['title', 'description', 'dueOn']

export type Change =
  | { state: 'refused'; status: 403 | 409; code: 'forbidden' | 'owner-and-date-needed' }
  | {
      state: 'allowed'
      changes: HistoryChange[]
      columns: ReturnType<typeof columnsOf>
      kind: 'plan' | 'change'
      changesTopic: boolean
      changesOwner: boolean
    }

interface Sender {
  /** Not the messenger, only the owner of this action. */
  owns: boolean
  names: Names
  now: Date
}

export function decideChange(
  before: ActionRow,
  body: ChangeAction,
  owner: OwnerColumns,
  { owns, names, now }: Sender,
): Change {
  const columns = columnsOf(before, body, owner, now)
  const fields = FIELDS.filter((field) => before[field] !== columns[field])
  if (owns && !fields.every((field) => FOR_OWNERS.includes(field))) {
    return { state: 'refused', status: 403, code: 'forbidden' }
  }
  if (losesPlan(before, columns)) return { state: 'refused', status: 409, code: 'owner-and-date-needed' }
  const kind = before.plannedAt === null && columns.plannedAt !== null ? 'plan' : 'change'
  // another owner must not be reached by the link of the one before
  const changesOwner = fields.includes('ownerName') || fields.includes('ownerEmail')
  const changesTopic = fields.includes('dimensionId')
  const changes = fieldChanges(fields, before, columns, names)
  return { state: 'allowed', changes, columns, kind, changesTopic, changesOwner }
}

function columnsOf(before: ActionRow, body: ChangeAction, owner: OwnerColumns, now: Date) {
  const { title, description, dimensionId, unitId, dueOn } = body
  const { ownerMembershipId, ownerName, ownerEmail } = owner
  return {
    title: title.trim(),
    description: description.trim(),
    dimensionId,
    unitId,
    dueOn,
    ownerMembershipId,
    ownerName,
    ownerEmail,
    version: before.version + 1,
    plannedAt: before.plannedAt ?? plannedAt({ ownerName, dueOn }, now),
  }
}
