import nodemailer from 'nodemailer'
import { type Database, inOrganisation } from './database.ts'

export interface Mail {
  organisationId: string
  recipient: string
  subject: string
  text: string
  /** Kept from the messenger's outbox: whoever reads a reset link of a messenger could become that messenger. */
  confidential?: boolean
}

export interface Mailer {
  /** Keeps the mail in the outbox, sends it where there is a mail server, and tells whether it went out. */
  send(mail: Mail): Promise<boolean>
}

interface MailerOptions {
  db: Database
  smtpUrl: string | undefined
  from: string
  now: () => Date
  log: (problem: Error) => void
}

const PATIENCE = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 }

export function createMailer({ db, smtpUrl, from, now, log }: MailerOptions): Mailer {
  const transport = smtpUrl ? nodemailer.createTransport({ url: smtpUrl, ...PATIENCE }) : undefined
  return {
    async send({ organisationId, recipient, subject, text, confidential = false }) {
      const mail = { organisationId, recipient, subject, text, confidential, createdAt: now(), sentAt: null }
      const { id } = await inOrganisation(db, organisationId, (trx) =>
        trx.insertInto('mails').values(mail).returning('id').executeTakeFirstOrThrow(),
      )
      if (!transport) return false
      try {
        await transport.sendMail({ from, to: recipient, subject, text })
      } catch (error) {
        log(withoutAddresses(error as Error))
        return false
      }
      await inOrganisation(db, organisationId, (trx) =>
        trx.updateTable('mails').set({ sentAt: now() }).where('id', '=', id).execute(),
      )
      return true
    },
  }
}

/** A mail server repeats the address that it refuses; the log does not. */
function withoutAddresses({ message }: Error): Error {
  return new Error(message.replace(/[^\s<>]+@[^\s<>]+/g, '…'))
}
