/**
 * What is kept how long. The jobs take their terms from here and the register of processing tells the same ones, so that neither can
 * drift from the other.
 */
export const RETENTION = {
  /** At most, after the closing. An organisation may choose less, and what held at the launch of a scan is never loosened. */
  answers: { months: 24 },
  /** A phone that lost the answer keeps trying until then; afterwards its draft is erased too. */
  receipts: { daysAfterClosing: 7 },
  /** To set a password, to sign in, to confirm an address. */
  links: { minutes: 30 },
  /** At most: what counts tries, by a hash. */
  attempts: { minutes: 15 },
  memberInvitations: { daysAfterEnd: 365 },
  /** Some hold links that still open something. */
  mails: { days: 90 },
} as const
