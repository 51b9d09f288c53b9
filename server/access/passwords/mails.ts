import type { Mail } from '../../mailer.ts'
import type { Role } from '../contract.ts'

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
