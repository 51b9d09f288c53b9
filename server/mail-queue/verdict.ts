const MINUTE = 60_000
const LONGEST_PAUSE = 60 * MINUTE

/** What came of handing a mail to the mail server. */
export type Verdict =
  | { state: 'sent' }
  /** Nobody has it: it may be tried again. The server itself is away, so others need not be tried now. */
  | { state: 'away' }
  /** Nobody has it: this mail may be tried again, others may fare better. */
  | { state: 'later' }
  /** The server will never take it. */
  | { state: 'refused' }
  /** The server may have it. Sending it again could make it two. */
  | { state: 'unknown' }

export interface SmtpFault {
  responseCode?: number
  command?: string
}

/**
 * A mail server answers 4xx for not now and 5xx for never. Without an answer nobody has the mail, unless the server was already given
 * the whole of its text.
 */
export function verdictOf({ responseCode, command = '' }: SmtpFault, handedOver: boolean): Verdict {
  if (responseCode === undefined) return { state: handedOver ? 'unknown' : 'away' }
  if (!/^(MAIL|RCPT|DATA)/.test(command)) return { state: 'away' }
  return { state: responseCode >= 500 ? 'refused' : 'later' }
}

/** Twice as long each time, up to an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, MINUTE * 2 ** Math.min(attempts - 1, 10))
}
