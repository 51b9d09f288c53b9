import type { Mail } from '../../mailer.ts'
import type { Office } from './contract.ts'

interface Invited {
  programmeName: string
  name: string
  email: string
  role: Office
  inviter: string
  link: string
}

const AS = {
  nl: { centre: 'lid van het programmateam', coordinator: 'regiocoördinator' },
  en: { centre: 'a member of the programme team', coordinator: 'a regional coordinator' },
}

export function officeMail({ programmeName, name, email, role, inviter, link }: Invited): Mail {
  return {
    organisationId: null,
    recipient: email,
    subject: `Uitnodiging voor Regie van ${programmeName}`,
    text: `Beste ${name},

${inviter} nodigt u uit voor Regie, als ${AS.nl[role]} van ${programmeName}.

Open deze link. Hebt u al een account, dan logt u daarmee in; anders kiest u een wachtwoord. De link werkt één keer en blijft 14 dagen geldig:
${link}

Kent u ${inviter} niet? Dan kunt u dit bericht weggooien. Er gebeurt niets zonder u.

---
${inviter} invites you to Regie as ${AS.en[role]} of ${programmeName}. Open the link above and sign in, or choose a password if you have no account yet. It works once, for 14 days.`,
  }
}
