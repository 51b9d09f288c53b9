import type { Mail } from '../../mailer.ts'
import type { Role } from '../contract.ts'

interface Invited {
  organisationId: string
  organisationName: string
  name: string
  email: string
  role: Role
  inviter: string
  link: string
}

const WORK: Record<Role, string> = {
  messenger: 'Daar start u scans, leest u de resultaten en maakt u met collega’s een plan.',
  manager: 'Daar ziet u de resultaten van de scans en werkt u mee aan het plan.',
  'privacy-officer':
    'Daar ziet u hoe uw organisatie met de antwoorden omgaat: de instellingen, het verloop en het logboek.',
}

export function invitationMail({ organisationId, organisationName, ...person }: Invited): Mail {
  const { name, email, role, inviter, link } = person
  return {
    organisationId,
    recipient: email,
    subject: `Uitnodiging voor Regie van ${organisationName}`,
    text: `Beste ${name},

${inviter} nodigt u uit voor Regie, bij ${organisationName}. ${WORK[role]}

Open deze link en kies een wachtwoord. De link werkt één keer en blijft 14 dagen geldig:
${link}

Kent u ${inviter} niet? Dan kunt u dit bericht weggooien. Er gebeurt niets zonder u.

---
${inviter} invites you to Regie at ${organisationName}. Open the link above and choose a password. It works once, for 14 days.`,
  }
}
