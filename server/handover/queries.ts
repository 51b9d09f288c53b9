import type { Db } from '../database.ts'
import type { ActionRow } from '../plans/actions/queries.ts'

/** What the outbox page shows as not sent. */
export async function countUnsent(db: Db, organisationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('mails')
    .where('organisationId', '=', organisationId)
    .where('confidential', '=', false)
    .where('sentAt', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Scans with comments that were not published. */
export async function listCommented(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comments as c')
    .leftJoin('commentPublications as p', (join) =>
      join.onRef('p.organisationId', '=', 'c.organisationId').onRef('p.scanId', '=', 'c.scanId'),
    )
    .where('c.organisationId', '=', organisationId)
    .where('p.scanId', 'is', null)
    .select('c.scanId')
    .distinct()
    .execute()
  return rows.map(({ scanId }) => scanId)
}

/** In the order of their ids, so that two who take several do not wait for each other. */
export async function lockPlans(db: Db, organisationId: string): Promise<void> {
  await db
    .selectFrom('plans')
    .where('organisationId', '=', organisationId)
    .select('id')
    .orderBy('id')
    .forUpdate()
    .execute()
}

interface Successor {
  membershipId: string
  name: string
  email: string
}

/** One action to another owner. The personal link of the one before stops working. */
export async function giveAction(
  db: Db,
  { organisationId, id: actionId, version }: ActionRow,
  successor: Successor,
  event: { byName: string; note: string | undefined; happenedAt: Date },
): Promise<void> {
  const { membershipId: ownerMembershipId, name: ownerName, email: ownerEmail } = successor
  await db
    .updateTable('actions')
    .set({ ownerMembershipId, ownerName, ownerEmail, version: version + 1 })
    .where('organisationId', '=', organisationId)
    .where('id', '=', actionId)
    .execute()
  await db
    .updateTable('actionLinks')
    .set({ revokedAt: event.happenedAt })
    .where('organisationId', '=', organisationId)
    .where('actionId', '=', actionId)
    .where('revokedAt', 'is', null)
    .execute()
  await db
    .insertInto('actionEvents')
    .values({ organisationId, actionId, kind: 'change', ...event })
    .execute()
}
