import type { Mail } from '../../mailer.ts'
import type { Holder } from '../links/queries.ts'

type Person = Pick<Holder, 'name' | 'email' | 'membership'>

/** To the new address: whoever opens it shows that this mailbox is theirs. */
export function confirmEmailMail({ name, membership }: Person, newEmail: string, link: string): Mail {
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: newEmail,
    confidential: true,
    subject: 'Bevestig uw e-mailadres voor Regie',
    text: `Beste ${name},

Dit adres is opgegeven als uw nieuwe e-mailadres voor Regie. Klopt dat? Open dan deze link en bevestig het. De link werkt één keer en blijft 30 minuten geldig:
${link}

Kent u Regie niet? Dan kunt u dit bericht weggooien. Er verandert niets.

---
This address was given as your new e-mail address for Regie. Open the link above to confirm it. It works once, for 30 minutes. If you do not know Regie, ignore this message.`,
  }
}

/** To the present address: whoever holds it learns of a change that somebody else asked for. */
export function emailChangeAskedMail({ name, email, membership }: Person): Mail {
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: email,
    confidential: true,
    subject: 'Er is een ander e-mailadres aangevraagd voor Regie',
    text: `Beste ${name},

Voor uw account bij Regie is een ander e-mailadres opgegeven. Het verandert pas als dat nieuwe adres is bevestigd.

Was u het niet? Wijzig dan meteen uw wachtwoord: daarna werkt de bevestiging niet meer.

---
Another e-mail address was given for your Regie account. It changes once the new address is confirmed. If this was not you, change your password at once: the confirmation then no longer works.`,
  }
}

/** To the address of before, once it has changed. */
export function emailChangedMail({ name, email, membership }: Person): Mail {
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: email,
    confidential: true,
    subject: 'Uw e-mailadres voor Regie is gewijzigd',
    text: `Beste ${name},

Voor uw account bij Regie geldt vanaf nu een ander e-mailadres. Met dit adres kunt u niet meer inloggen. Overal bent u uitgelogd.

Was u het niet? Vraag dan de messenger van uw organisatie om uw toegang te beëindigen en u opnieuw uit te nodigen.

---
Your Regie account now has another e-mail address, and you were signed out everywhere. If this was not you, ask the messenger of your organisation to end your access and invite you again.`,
  }
}
