import { type Database, type Db, narrow, within } from '../database.ts'

export interface MailKey {
  id: string
  organisationId: string | null
}

export interface NewMail {
  organisationId: string | null
  recipient: string
  subject: string
  text: string
  confidential: boolean
  createdAt: Date
  /** Null where there is no mail server: the mail waits to be copied by hand. */
  nextAttemptAt: Date | null
}

/** Mail of the programme itself belongs to no organisation. */
function at<T>(db: Database, organisationId: string | null, work: (trx: Db) => Promise<T>): Promise<T> {
  return within(db, organisationId === null ? { scope: 'centre' } : { organisationId }, work)
}

export async function insertMail(db: Database, mail: NewMail): Promise<void> {
  await at(db, mail.organisationId, (trx) => trx.insertInto('mails').values(mail).execute())
}

/** In a transaction of somebody's own account. */
export async function encloseMail(trx: Db, mail: NewMail): Promise<void> {
  const { organisationId } = mail
  await narrow(trx, organisationId === null ? { scope: 'account' } : { organisationId })
  await trx.insertInto('mails').values(mail).execute()
}

/** Across organisations, so only keys. */
export function listDueMails(db: Database, now: Date, most: number): Promise<MailKey[]> {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('mails')
      .where('nextAttemptAt', '<=', now)
      .select(['id', 'organisationId'])
      .orderBy('nextAttemptAt')
      .limit(most)
      .execute(),
  )
}

/** Takes one mail for this process alone, before the mail server hears of it; undefined when another process has it. */
export function claimMail(db: Database, { id, organisationId }: MailKey, now: Date) {
  return at(db, organisationId, async (trx) => {
    const mail = await trx
      .selectFrom('mails')
      .where('id', '=', id)
      .where('nextAttemptAt', '<=', now)
      .select(['recipient', 'subject', 'text', 'attempts'])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!mail) return undefined
    const attempts = mail.attempts + 1
    const claim = { attempts, nextAttemptAt: null, claimedAt: now }
    await trx.updateTable('mails').set(claim).where('id', '=', id).execute()
    return { ...mail, attempts }
  })
}

/** What became of a mail that was claimed. */
export interface MailOutcome {
  sentAt?: Date
  nextAttemptAt?: Date
  flaggedAt?: Date
}

export async function settleMail(
  db: Database,
  { id, organisationId }: MailKey,
  outcome: MailOutcome,
): Promise<void> {
  await at(db, organisationId, (trx) =>
    trx
      .updateTable('mails')
      .set({ ...outcome, claimedAt: null })
      .where('id', '=', id)
      .where('claimedAt', 'is not', null)
      .execute(),
  )
}

/** Claimed by a process that ended before it could say what became of them. */
export function listAbandonedMails(db: Database, claimedBy: Date, most: number): Promise<MailKey[]> {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('mails')
      .where('claimedAt', '<=', claimedBy)
      .select(['id', 'organisationId'])
      .limit(most)
      .execute(),
  )
}

/** How many mails wait for the mail server since before this moment, and since when. */
export function countWaitingMails(db: Database, since: Date) {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('mails')
      .where('nextAttemptAt', 'is not', null)
      .where('createdAt', '<=', since)
      .select((eb) => [eb.fn.countAll<number>().as('waiting'), eb.fn.min('createdAt').as('oldest')])
      .executeTakeFirstOrThrow(),
  )
}
