import type { Mail } from '../../mailer.ts'
import type { Holder } from '../links/queries.ts'

/** Nobody but the holder reads it: not even a messenger in the outbox. */
export function signInLinkMail(
  { name, email, membership }: Pick<Holder, 'name' | 'email' | 'membership'>,
  link: string,
): Mail {
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: email,
    confidential: true,
    subject: 'Inloggen bij Regie',
    text: `Beste ${name},

Met deze link logt u in bij Regie, zonder wachtwoord. De link werkt één keer en blijft 30 minuten geldig:
${link}

Vroeg u dit niet zelf aan? Dan hoeft u niets te doen. Geef de link aan niemand door, ook niet aan iemand die zegt dat hij u helpt.

---
This link signs you in to Regie without a password. It works once, for 30 minutes. If you did not ask for it, ignore this message, and never pass it on.`,
  }
}
