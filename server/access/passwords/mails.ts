import type { Mail } from '../../mailer.ts'
import type { Holder } from '../links/queries.ts'

interface Forgotten {
  holder: Pick<Holder, 'name' | 'email' | 'membership' | 'office'>
  link: string
  /** Whether the mail goes out by itself. */
  isMailed: boolean
}

/**
 * Where there is no mail server a messenger hands the link over to a manager who forgot the password. Any other link stays out of
 * sight: whoever reads it could become its holder.
 */
export function passwordResetMail({ holder, link, isMailed }: Forgotten): Mail {
  const { name, email, membership, office } = holder
  const isHandedOver = membership?.role === 'manager' && !office && !isMailed
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: email,
    confidential: !isHandedOver,
    subject: 'Nieuw wachtwoord voor Regie',
    text: `Beste ${name},

Iemand vroeg een nieuw wachtwoord aan voor uw account bij Regie. Was u dat? Open dan deze link en kies een nieuw wachtwoord. De link werkt één keer en blijft 30 minuten geldig:
${link}

Was u het niet? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.

---
Someone asked for a new password for your Regie account. Open the link above to choose one. It works once, for 30 minutes. If this was not you, ignore this message.`,
  }
}

/** To the holder, by whatever way the password changed. */
export function passwordChangedMail({
  name,
  email,
  membership,
}: Pick<Holder, 'name' | 'email' | 'membership'>): Mail {
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: email,
    confidential: true,
    subject: 'Uw wachtwoord voor Regie is gewijzigd',
    text: `Beste ${name},

Het wachtwoord van uw account bij Regie is gewijzigd. Op andere apparaten bent u uitgelogd.

Was u het niet? Vraag dan meteen een nieuw wachtwoord aan op de pagina waar u inlogt.

---
The password of your Regie account was changed, and you were signed out on other devices. If this was not you, ask for a new password at once on the page where you sign in.`,
  }
}
