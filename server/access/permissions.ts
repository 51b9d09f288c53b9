/** What an account is in its own organisation, and what it is for the programme. */
export type Role = 'messenger' | 'manager' | 'privacy-officer'
export type Office = 'centre' | 'coordinator'
export type AnyRole = Role | Office
/** Who may stand in the log: also whoever works on the server itself, by `npm run admin`. */
export type Actor = AnyRole | 'server'

const MESSENGER = ['messenger'] as const
const MEMBERS = ['messenger', 'manager'] as const
const ORGANISATION = ['messenger', 'manager', 'privacy-officer'] as const
const OVERSEEN = ['messenger', 'privacy-officer'] as const
const CENTRE = ['centre'] as const
const COORDINATOR = ['coordinator'] as const
const EVERYONE = ['messenger', 'manager', 'privacy-officer', 'centre', 'coordinator'] as const

/** Who may do what, as `thing:deed`. The one place: routes name a line of it, and the log keeps the same names. */
export const PERMISSIONS = {
  'own-account:read': EVERYONE,
  'own-account:change': EVERYONE,
  'own-account:change-email': EVERYONE,
  'own-account:set-up-second-factor': EVERYONE,
  'own-account:confirm-second-factor': EVERYONE,
  'own-account:renew-backup-codes': EVERYONE,
  'own-account:remove-second-factor': EVERYONE,
  'own-account:end-session': EVERYONE,
  'own-account:end-sessions': EVERYONE,
  'own-account:export': EVERYONE,
  'own-account:remove': EVERYONE,
  'invitations:accept': EVERYONE,
  'instruments:read': EVERYONE,

  'home:read': ORGANISATION,
  'preparation:change': MESSENGER,
  'units:read': ORGANISATION,
  'units:add': MESSENGER,
  'units:change': MESSENGER,
  'units:merge': MESSENGER,
  'units:remove': MESSENGER,
  'members:read': OVERSEEN,
  'members:invite': MESSENGER,
  'members:withdraw': MESSENGER,
  'members:change': MESSENGER,
  'members:end': MESSENGER,
  'outbox:read': MESSENGER,
  'organisation:read': OVERSEEN,
  'organisation:change': MESSENGER,
  'handover:read': MESSENGER,
  'handover:complete': MESSENGER,
  'audit-log:read': OVERSEEN,
  'audit-log:export': OVERSEEN,
  'privacy:read': OVERSEEN,
  'privacy:change': OVERSEEN,

  'scans:read': ORGANISATION,
  'scans:prepare': MESSENGER,
  'scans:remove': MESSENGER,
  'scans:launch': MESSENGER,
  'scans:follow': OVERSEEN,
  'scans:extend': MESSENGER,
  'scans:close': MESSENGER,
  'drafts:read': MESSENGER,
  'distribution:read': MESSENGER,
  'distribution:export': MESSENGER,
  'paper-answers:read': MESSENGER,
  'paper-answers:add': MESSENGER,

  'results:read': ORGANISATION,
  'results:export': ORGANISATION,
  'comments:read': MEMBERS,
  'comments:judge': MESSENGER,
  'comments:publish': MESSENGER,

  'plans:read': MEMBERS,
  'findings:read': MEMBERS,
  'plans:start': MESSENGER,
  'plans:change': MESSENGER,
  'actions:add': MESSENGER,
  'actions:change': MEMBERS,
  'actions:report': MEMBERS,
  'actions:waive': MESSENGER,
  'actions:link': MESSENGER,
  'actions:unlink': MESSENGER,

  'sharing:read': ORGANISATION,
  'grants:give': MESSENGER,
  'grants:end': MESSENGER,
  'benchmark:read': ORGANISATION,
  'benchmark:join': MESSENGER,
  'benchmark:leave': MESSENGER,

  'figures:read': CENTRE,
  'organisations:read': CENTRE,
  'organisations:create': CENTRE,
  'organisations:change': CENTRE,
  'organisations:invite': CENTRE,
  'organisations:withdraw': CENTRE,
  'granted-results:read': CENTRE,
  'regions:read': CENTRE,
  'regions:create': CENTRE,
  'regions:change': CENTRE,
  'regions:close': CENTRE,
  'offices:read': CENTRE,
  'offices:invite': CENTRE,
  'offices:withdraw': CENTRE,
  'offices:change': CENTRE,
  'offices:end': CENTRE,
  'region:read': COORDINATOR,
  'programme-log:read': CENTRE,
  'programme-log:export': CENTRE,
} as const satisfies Record<string, readonly AnyRole[]>

export type Permission = keyof typeof PERMISSIONS

/** Who asks: what the account is, of which only that counts which is in force now. */
interface Holder {
  membership: { role: Role } | null
  office: { role: Office } | null
}

/** By which of its roles this account may do it, the role in its own organisation first; undefined when by none. */
export function grantingRole({ membership, office }: Holder, permission: Permission): AnyRole | undefined {
  const granted: readonly AnyRole[] = PERMISSIONS[permission]
  return [membership?.role, office?.role].find((role) => role !== undefined && granted.includes(role))
}

/** What an account may do before it has the second factor that its work needs: look after itself, to get one. */
export function isOwnAccount(permission: Permission): boolean {
  return permission.startsWith('own-account:')
}

interface Guarded {
  tookTwoSteps: boolean
  membership: { secondFactorRequired: boolean } | null
  office: object | null
}

/**
 * Of what an account is, only that which is in force: an office always needs a second factor, work in an organisation only where the
 * organisation says so. In the demonstration nothing does.
 */
export function inForce<Whole extends Guarded>(account: Whole, { demo }: { demo: boolean }): Whole {
  if (demo || account.tookTwoSteps) return account
  const { membership } = account
  return { ...account, office: null, membership: membership?.secondFactorRequired ? null : membership }
}

/** Whether there is something that this account may do with a second factor only. */
export function needsSecondFactor(
  { membership, office }: Omit<Guarded, 'tookTwoSteps'>,
  { demo }: { demo: boolean },
): boolean {
  return !demo && (office !== null || membership?.secondFactorRequired === true)
}

export function isOfOrganisation(role: AnyRole): role is Role {
  return role !== 'centre' && role !== 'coordinator'
}

const KEPT_READS: readonly Permission[] = [
  'results:read',
  'comments:read',
  'findings:read',
  'figures:read',
  'benchmark:read',
  'granted-results:read',
]

/** Everything but reading, and reading where it shows results. How many answered is not yet a result. */
export function isKeptInLog(permission: Permission): boolean {
  if (permission === 'scans:follow') return false
  return !permission.endsWith(':read') || KEPT_READS.includes(permission)
}
