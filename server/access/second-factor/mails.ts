import type { Mail } from '../../mailer.ts'
import type { Holder } from '../links/queries.ts'

export type SecondFactorNews = 'set-up' | 'switched-off' | 'taken-away' | 'codes-renewed' | 'code-used'

interface Told {
  subject: string
  dutch: string
  english: string
}

const TOLD: Record<SecondFactorNews, Told> = {
  'set-up': {
    subject: 'De tweede stap staat aan voor Regie',
    dutch: `Voor uw account bij Regie staat nu een tweede stap aan. Bij het inloggen vult u voortaan ook een code uit een app in.

Was u het niet? Vraag dan meteen de messenger van uw organisatie om uw toegang te beëindigen en u opnieuw uit te nodigen.`,
    english:
      'A second step of signing in was switched on for your Regie account. If this was not you, ask the messenger of your organisation at once to end your access and invite you again.',
  },
  'switched-off': {
    subject: 'De tweede stap is uitgezet voor Regie',
    dutch: `Voor uw account bij Regie is de tweede stap uitgezet. U logt nu in zonder code.

Was u het niet? Wijzig dan meteen uw wachtwoord en zet de tweede stap weer aan.`,
    english:
      'The second step of signing in was switched off for your Regie account. If this was not you, change your password at once and switch it on again.',
  },
  'taken-away': {
    subject: 'De tweede stap is weggehaald voor Regie',
    dutch: `De beheerder van de server heeft de tweede stap van uw account bij Regie weggehaald. Overal bent u uitgelogd. U logt nu in zonder code. Zet de tweede stap daarna opnieuw aan.

Vroeg u hier niet om? Wijzig dan meteen uw wachtwoord, en vraag de beheerder van de server waarom dit gebeurde.`,
    english:
      'Whoever runs the server took away the second step of your Regie account, and you were signed out everywhere. Set it up again after signing in. If you did not ask for this, change your password at once and ask why it happened.',
  },
  'codes-renewed': {
    subject: 'Er zijn nieuwe reservecodes voor Regie',
    dutch: `Voor uw account bij Regie zijn nieuwe reservecodes gemaakt. De oude werken niet meer.

Was u het niet? Wijzig dan meteen uw wachtwoord en maak zelf nieuwe reservecodes.`,
    english:
      'New backup codes were made for your Regie account; the old ones no longer work. If this was not you, change your password at once and make new codes yourself.',
  },
  'code-used': {
    subject: 'Er is een reservecode gebruikt voor Regie',
    dutch: `Voor uw account bij Regie is een van uw reservecodes gebruikt. Die code werkt nu niet meer.

Was u het niet? Wijzig dan meteen uw wachtwoord en maak nieuwe reservecodes.`,
    english:
      'One of your backup codes was used for your Regie account; it no longer works. If this was not you, change your password at once and make new codes.',
  },
}

/** To the holder: whoever got into an account cannot change how it signs in unseen. */
export function secondFactorMail(
  { name, email, membership }: Pick<Holder, 'name' | 'email' | 'membership'>,
  news: SecondFactorNews,
): Mail {
  const { subject, dutch, english } = TOLD[news]
  return {
    organisationId: membership?.organisationId ?? null,
    recipient: email,
    confidential: true,
    subject,
    text: `Beste ${name},

${dutch}

---
${english}`,
  }
}
