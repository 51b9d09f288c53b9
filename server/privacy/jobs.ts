import { inOrganisation, within } from '../database.ts'
import { RETENTION } from '../retention.ts'
import type { Services } from '../services.ts'
import * as queries from './queries.ts'

const DAY_MS = 86_400_000
const AT_A_TIME = { scans: 20, rows: 20_000, organisations: 50, mails: 5000 }

type Clocked = Pick<Services, 'db' | 'now'>

/** Some at a time; what remains goes the next time. One failure stops no other. */
export async function destroyOldAnswers({ db, now }: Clocked): Promise<void> {
  const failures: unknown[] = []
  for (const key of await queries.listScansToEmpty(db, now(), AT_A_TIME.scans)) {
    await inOrganisation(db, key.organisationId, async (trx) => {
      if (!(await queries.claimToEmpty(trx, key))) return
      if (await queries.destroyAnswers(trx, key, AT_A_TIME.rows)) await queries.markEmptied(trx, key, now())
    }).catch((problem) => failures.push(problem))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some answers could not be destroyed')
}

/** What is left behind of accounts: sessions and links that ended, mails, and invitations. */
export async function tidyAccounts({ db, now }: Clocked): Promise<void> {
  await queries.deleteExpired(db, now())
  const mailsBefore = daysAgo(now(), RETENTION.mails.days)
  for (const id of await queries.listOrganisationsWithOldMails(db, mailsBefore, AT_A_TIME.organisations)) {
    await inOrganisation(db, id, (trx) => queries.deleteOldMails(trx, id, mailsBefore, AT_A_TIME.mails))
  }
  const endedBefore = daysAgo(now(), RETENTION.memberInvitations.daysAfterEnd)
  await within(db, { scope: 'centre' }, async (trx) => {
    await queries.deleteOldMails(trx, null, mailsBefore, AT_A_TIME.mails)
    await queries.deleteOldOfficeInvitations(trx, endedBefore)
  })
  const most = AT_A_TIME.organisations
  for (const id of await queries.listOrganisationsWithOldInvitations(db, endedBefore, most)) {
    await inOrganisation(db, id, (trx) => queries.deleteOldInvitations(trx, id, endedBefore))
  }
}

const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS)
