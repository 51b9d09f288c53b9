import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Session } from '#server/access/contract.ts'

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

/** Who is signed in; undefined on the pages one sees before that. */
export function useSignedIn(): SignedIn | undefined {
  const { session } = useSession()
  return session.state === 'signed-in' ? session : undefined
}
