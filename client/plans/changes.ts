import type { Action, ChangeAction } from '#server/plans/contract.ts'

/** The action as it is, ready to be sent with something changed. */
export function asChange({
  version,
  title,
  description,
  dimensionId,
  unit,
  owner,
  dueOn,
}: Action): ChangeAction {
  const choice =
    owner &&
    (owner.membershipId ? { membershipId: owner.membershipId } : { name: owner.name, email: owner.email })
  return { version, title, description, dimensionId, unitId: unit?.id ?? null, owner: choice, dueOn }
}
