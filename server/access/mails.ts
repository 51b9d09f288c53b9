import type { Mail } from '../mailer.ts'
import type { Role } from './contract.ts'

interface Invited {
  organisationId: string
  organisationName: string
  name: string
  email: string
  role: Role
  inviter: string
  link: string
}

export function invitationMail({ organisationId, organisationName, ...person }: Invited): Mail {
  const { name, email, inviter, link } = person
  return {
    organisationId,
    recipient: email,
    subject: `Uitnodiging voor Regie van ${organisationName}`,
    text: `Beste ${name},

${inviter} nodigt u uit voor Regie, bij ${organisationName}. Daar ziet u de resultaten van de scans en werkt u mee aan het plan.

Open deze link en kies een wachtwoord. De link werkt één keer en blijft 14 dagen geldig:
${link}

Kent u ${inviter} niet? Dan kunt u dit bericht weggooien. Er gebeurt niets zonder u.

---
${inviter} invites you to Regie at ${organisationName}. Open the link above and choose a password. It works once, for 14 days.`,
  }
}

interface Forgotten {
  organisationId: string
  name: string
  email: string
  role: Role
  link: string
}

export function passwordResetMail({ organisationId, name, email, role, link }: Forgotten): Mail {
  return {
    organisationId,
    recipient: email,
    confidential: role === 'messenger',
    subject: 'Nieuw wachtwoord voor Regie',
    text: `Beste ${name},

Iemand vroeg een nieuw wachtwoord aan voor uw account bij Regie. Was u dat? Open dan deze link en kies een nieuw wachtwoord. De link werkt één keer en blijft 30 minuten geldig:
${link}

Was u het niet? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.

---
Someone asked for a new password for your Regie account. Open the link above to choose one. It works once, for 30 minutes. If this was not you, ignore this message.`,
  }
}
