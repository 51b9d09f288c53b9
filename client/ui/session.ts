import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Session } from '#server/access/contract.ts'
import { t } from '../text/text.ts'

export type SignedIn = Extract<Session, { state: 'signed-in' }>

interface SessionHere {
  session: Session
  /** After signing in or out, or a change of name. */
  reloadSession: () => void
}

export const SessionContext = createContext<SessionHere>({
  session: { state: 'signed-out', setupNeeded: false, demo: false },
  reloadSession: () => {},
})

export const useSession = () => useContext(SessionContext)

/** What somebody is here: in the own organisation first, else for the programme. */
export function roleWords({ role, office }: SignedIn): string {
  const known = role ?? office
  return known ? t(`common.role.${known}`) : ''
}

/** Who is signed in; undefined on the pages one sees before that. */
export function useSignedIn(): SignedIn | undefined {
  const { session } = useSession()
  return session.state === 'signed-in' ? session : undefined
}
