import type { Mail } from '../mailer.ts'
import type { Action } from './contract.ts'

interface Sender {
  organisationId: string
  organisationName: string
  name: string
}

/** Undefined when there is no address: then the messenger passes the link on. */
export function ownerLinkMail(
  { title, owner, dueOn }: Pick<Action, 'title' | 'owner' | 'dueOn'>,
  { organisationId, organisationName, name }: Sender,
  link: string,
): Mail | undefined {
  if (!owner?.email) return undefined
  return {
    organisationId,
    recipient: owner.email,
    subject: `Uw actie bij ${organisationName}: ${title}`,
    text: `Beste ${owner.name},

${name} van ${organisationName} vraagt u om deze actie op u te nemen: ${title}.
${dueOn ? `Afgesproken datum: ${daysFirst(dueOn)}.\n` : ''}
Open deze link om de actie te zien en te melden hoe het gaat. U hebt geen account nodig:
${link}

De link is van u. Stuur hem niet door.

---
${name} of ${organisationName} asks you to take on this action: ${title}. Open the link above to see it and to report how it goes. You need no account.`,
  }
}

function daysFirst(day: string): string {
  return day.split('-').reverse().join('-')
}
