import type { OwnSession, Session } from '../contract.ts'
import type { Account } from '../member.ts'
import { inForce } from '../permissions.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

export function presentSession(account: Account, demo: boolean): SignedIn {
  const { name, email, membership, office, hasPassword } = account
  return {
    state: 'signed-in',
    name,
    email,
    role: membership?.role ?? null,
    organisation: membership && { id: membership.organisationId, name: membership.organisationName },
    unitId: membership?.unitId ?? null,
    unitName: membership?.unitName ?? null,
    office: office?.role ?? null,
    region: office?.regionId ? { id: office.regionId, name: office.regionName ?? '' } : null,
    secondFactor: secondFactorOf(account, demo),
    hasPassword,
    demo,
  }
}

function secondFactorOf(account: Account, demo: boolean): SignedIn['secondFactor'] {
  if (account.hasSecondFactor) return 'on'
  const { membership, office } = inForce(account, { demo })
  if (!membership && !office) return 'all-waits'
  if (membership !== account.membership) return 'all-waits'
  return office === account.office ? 'off' : 'office-waits'
}

interface SessionRow {
  id: string
  createdAt: Date
  lastUsedAt: Date
}

export function presentOwnSession({ id, createdAt, lastUsedAt }: SessionRow, sessionId: string): OwnSession {
  return {
    id,
    startedAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    current: id === sessionId,
  }
}
