/** What a running server said when we asked for its lock. */
export type Answer<Session> =
  | { state: 'ours'; port: number; session: Session }
  | { state: 'taken'; owner: string; ownerEnded: boolean }
  | { state: 'changing' | 'silent' | 'wrong-password' }
  | { state: 'refused'; reason: string }

const OWNER_LETS_GO_MS = 5000
const STRANGER_IS_SILENT_MS = 15_000

/** A server notices somewhat later than we do that its owner was killed; another that stays silent is not worth waiting for. */
export function nextStep(
  answer: Answer<unknown>,
  waitedMs: number,
  silentMs: number,
): 'enter' | 'wait' | 'leave' | 'replace' {
  switch (answer.state) {
    case 'ours':
      return 'enter'
    case 'taken':
      return answer.ownerEnded && waitedMs < OWNER_LETS_GO_MS ? 'wait' : 'leave'
    case 'changing':
      return 'wait'
    case 'silent':
      return silentMs > STRANGER_IS_SILENT_MS ? 'replace' : 'wait'
    case 'wrong-password':
    case 'refused':
      return 'replace'
  }
}
