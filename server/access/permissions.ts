/** What an account is in its own organisation, and what it is for the programme. */
export type Role = 'messenger' | 'manager' | 'privacy-officer'
export type Office = 'centre' | 'coordinator'
export type AnyRole = Role | Office

const MESSENGER = ['messenger'] as const
const MEMBERS = ['messenger', 'manager'] as const
const ORGANISATION = ['messenger', 'manager', 'privacy-officer'] as const
const OVERSEEN = ['messenger', 'privacy-officer'] as const
const CENTRE = ['centre'] as const
const EVERYONE = ['messenger', 'manager', 'privacy-officer', 'centre', 'coordinator'] as const

/** Who may do what, as `thing:deed`. The one place: routes name a line of it, and the log keeps the same names. */
export const PERMISSIONS = {
  'own-account:read': EVERYONE,
  'own-account:change': EVERYONE,
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
  'members:end': MESSENGER,
  'outbox:read': MESSENGER,

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
  'plans:start': MESSENGER,
  'plans:change': MESSENGER,
  'actions:add': MESSENGER,
  'actions:change': MEMBERS,
  'actions:report': MEMBERS,
  'actions:waive': MESSENGER,
  'actions:link': MESSENGER,
  'actions:unlink': MESSENGER,

  'figures:read': CENTRE,
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

export function isOfOrganisation(role: AnyRole): role is Role {
  return role !== 'centre' && role !== 'coordinator'
}

const KEPT_READS: readonly Permission[] = ['results:read', 'comments:read', 'figures:read']

/** Everything but reading, and reading where it shows results. */
export function isKeptInLog(permission: Permission): boolean {
  return !permission.endsWith(':read') || KEPT_READS.includes(permission)
}
