import type { Provider } from './providers.ts'

/** What a provider says of who signed on there. */
export interface Claims {
  subject: string
  email: string | undefined
  /** Undefined where the provider does not say; then its domains must do. */
  isVerified: boolean | undefined
  methods: string[]
  level: string | undefined
}

/** The address this provider may vouch for; undefined when it may not, or says itself that it does not know. */
export function vouchedEmail({ domains }: Pick<Provider, 'domains'>, claims: Claims): string | undefined {
  const email = claims.email?.toLowerCase()
  if (claims.isVerified === false || email === undefined) return undefined
  return mayVouchFor({ domains }, email) ? email : undefined
}

/** For an address in small letters. */
export function mayVouchFor({ domains }: Pick<Provider, 'domains'>, email: string): boolean {
  const [, domain = '', ...more] = email.split('@')
  return more.length === 0 && domains.includes(domain)
}

/** RFC 8176 and the levels that large providers give for two steps. */
const TWO_STEPS = ['mfa']
const LEVELS_OF_TWO_STEPS = [
  'phr',
  'phrh',
  'https://refeds.org/profile/mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
]

/** Whether the two steps were taken there, and count here. */
export function hasTakenTwoSteps({ secondFactor }: Pick<Provider, 'secondFactor'>, claims: Claims): boolean {
  if (secondFactor !== 'provider') return false
  return (
    claims.methods.some((method) => TWO_STEPS.includes(method)) ||
    LEVELS_OF_TWO_STEPS.includes(claims.level ?? '')
  )
}
