import nodemailer from 'nodemailer'
import type { Database, Db } from './database.ts'
import * as queries from './mail-queue/queries.ts'
import { pauseAfter, type SmtpFault, type Verdict, verdictOf } from './mail-queue/verdict.ts'

export interface Mail {
  /** Null for mail of the programme itself. */
  organisationId: string | null
  recipient: string
  subject: string
  text: string
  /** Kept from the messenger's outbox: whoever reads a reset link of a messenger could become that messenger. */
  confidential?: boolean
}

export interface Mailer {
  /** Keeps the mail in the outbox. Where there is a mail server it goes out by itself, which is what the answer tells. */
  send(mail: Mail): Promise<boolean>
  /** Keeps a mail about what this transaction does to an account: neither without the other. It goes out with the next round. */
  enclose(trx: Db, mail: Mail): Promise<void>
  /** Offers the mail server what is due, one mail after the other; a call meanwhile joins in. */
  deliver(): Promise<void>
  /** Finishes the mail that is under way and takes no other. */
  stop(): Promise<void>
}

interface MailerOptions {
  db: Database
  smtpUrl: string | undefined
  from: string
  now: () => Date
  log: (problem: unknown) => void
}

const PATIENCE = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 }
const AT_A_TIME = 50
const HOUR = 3_600_000
const CLAIM_IS_ABANDONED_MS = 10 * 60_000

/** The mail server never keeps a request waiting: mails lie in the database until it takes them. */
export function createMailer({ db, smtpUrl, from, now, log }: MailerOptions): Mailer {
  let handedOver = false
  const told = (entry: { outByteCount?: number }) => {
    handedOver ||= entry.outByteCount !== undefined
  }
  const logger = loggerThat(told)
  const transport = smtpUrl ? nodemailer.createTransport({ url: smtpUrl, ...PATIENCE, logger }) : undefined
  let delivering: Promise<void> | undefined
  let stopped = false
  let alarmedAt = 0

  const offer = async (mail: { recipient: string; subject: string; text: string }): Promise<Verdict> => {
    handedOver = false
    try {
      await transport?.sendMail({ from, to: mail.recipient, subject: mail.subject, text: mail.text })
      return { state: 'sent' }
    } catch (error) {
      log(withoutAddresses(error as Error))
      return verdictOf(error as SmtpFault, handedOver)
    }
  }
  /** Answers whether the mail server can be asked for more. */
  const deliverOne = async (key: queries.MailKey): Promise<boolean> => {
    const mail = await queries.claimMail(db, key, now())
    if (!mail) return true
    const verdict = await offer(mail)
    await queries.settleMail(db, key, outcomeOf(verdict, mail.attempts, now()))
    return verdict.state !== 'away'
  }
  const deliverAll = async () => {
    for (let due = await listDue(); due.length > 0; due = await listDue()) {
      for (const key of due) if (stopped || !(await deliverOne(key))) return
    }
  }
  const listDue = () => queries.listDueMails(db, now(), AT_A_TIME)
  const flagAbandoned = async () => {
    const claimedBy = new Date(now().getTime() - CLAIM_IS_ABANDONED_MS)
    const abandoned = await queries.listAbandonedMails(db, claimedBy, AT_A_TIME)
    for (const key of abandoned) await queries.settleMail(db, key, { flaggedAt: now() })
    if (abandoned.length > 0) log(new Error(perhapsSent(abandoned.length)))
  }
  const alarm = async () => {
    const at = now().getTime()
    if (at - alarmedAt < HOUR) return
    const { waiting, oldest } = await queries.countWaitingMails(db, new Date(at - HOUR))
    if (waiting === 0) return
    alarmedAt = at
    log(
      new Error(
        `${waiting} mails wait for the mail server for more than an hour, since ${oldest?.toISOString()}`,
      ),
    )
  }
  const deliver = () => {
    if (!transport || stopped) return Promise.resolve()
    delivering ??= deliverAll()
      .then(flagAbandoned)
      .then(alarm)
      .catch(log)
      .finally(() => {
        delivering = undefined
      })
    return delivering
  }
  const asNew = ({ confidential = false, ...mail }: Mail): queries.NewMail => ({
    ...mail,
    confidential,
    createdAt: now(),
    nextAttemptAt: transport ? now() : null,
  })
  return {
    deliver,
    async stop() {
      stopped = true
      await delivering
    },
    async send(mail) {
      await queries.insertMail(db, asNew(mail))
      void deliver()
      return transport !== undefined
    },
    enclose: (trx, mail) => queries.encloseMail(trx, asNew(mail)),
  }
}

const perhapsSent = (count: number) => `Mails that were perhaps sent, and are not sent again: ${count}`

function outcomeOf({ state }: Verdict, attempts: number, now: Date): queries.MailOutcome {
  if (state === 'sent') return { sentAt: now }
  if (state === 'refused') return {}
  if (state === 'unknown') return { flaggedAt: now }
  return { nextAttemptAt: new Date(now.getTime() + pauseAfter(attempts)) }
}

/** Of all that the library would log only how far it came is heard. */
function loggerThat(hears: (entry: { outByteCount?: number }) => void) {
  const nothing = () => undefined
  return {
    level: nothing,
    trace: nothing,
    debug: nothing,
    info: hears,
    warn: nothing,
    error: nothing,
    fatal: nothing,
  }
}

/** A mail server repeats the address that it refuses; the log does not. */
function withoutAddresses({ message }: Error): Error {
  return new Error(message.replace(/(?<![^\s<>])[^\s<>]+@[^\s<>]+/g, '…'))
}
