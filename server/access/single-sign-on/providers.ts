import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { closed } from '../../schema.ts'

const Domain = Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 253 })

const ProviderEntry = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    issuer: Type.String({ minLength: 1, maxLength: 500 }),
    clientId: Type.String({ minLength: 1, maxLength: 500 }),
    clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    clientSecretFile: Type.Optional(Type.String({ minLength: 1 })),
    domains: Type.Array(Domain, { minItems: 1, maxItems: 100 }),
    secondFactor: Type.Optional(Type.Literal('provider')),
  },
  closed,
)
type ProviderEntry = Static<typeof ProviderEntry>

/** An organisation's own sign-on, by OpenID Connect. */
export interface Provider {
  id: string
  /** On the button of the page where one signs in. */
  name: string
  issuer: string
  clientId: string
  clientSecret: string
  /** Of the e-mail addresses it may vouch for. */
  domains: string[]
  /** Whether its own second step counts as that of Regie. */
  secondFactor?: 'provider'
}

type Outcome = { providers: Provider[] } | { faults: string[] }

/** Every fault of the list at once, each told with the provider it is about. */
export function readProviders(text: string, readSecret: (file: string) => string): Outcome {
  const list = parsed(text)
  if (!Array.isArray(list)) return { faults: ['it must hold a JSON list of providers'] }
  const faults: string[] = []
  const providers = list.flatMap((entry: unknown, index) => {
    const where = `provider ${index + 1}`
    const wrong = faultsOf(entry)
    faults.push(...wrong.map((fault) => `${where}: ${fault}`))
    if (wrong.length > 0) return []
    try {
      return [withSecret(entry as ProviderEntry, readSecret)]
    } catch (error) {
      faults.push(`${where}: clientSecretFile cannot be read: ${(error as Error).message}`)
      return []
    }
  })
  const ids = providers.map(({ id }) => id)
  const domains = providers.flatMap((provider) => provider.domains)
  faults.push(...twice(ids).map((id) => `the id ${id} stands there twice`))
  faults.push(...twice(domains).map((domain) => `the domain ${domain} stands there twice`))
  return faults.length > 0 ? { faults } : { providers }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultsOf(entry: unknown): string[] {
  const faults = [...Value.Errors(ProviderEntry, entry)].map(({ instancePath, message }) =>
    `${instancePath.slice(1).replaceAll('/', ' ')} ${message}`.trim(),
  )
  if (faults.length > 0) return [...new Set(faults)]
  const { issuer, clientSecret, clientSecretFile } = entry as ProviderEntry
  if (!isSafeIssuer(issuer)) faults.push('issuer must start with https:// and have no part behind ? or #')
  if ((clientSecret === undefined) === (clientSecretFile === undefined))
    faults.push('give either clientSecret or clientSecretFile')
  return faults
}

/** Whoever sits on the line to an issuer could be anybody: only one on this very machine, for a trial, may do without https. */
function isSafeIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol, hostname, search, hash, username } = new URL(issuer)
  if (search || hash || username) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function withSecret(
  { clientSecretFile, ...entry }: ProviderEntry,
  readSecret: (file: string) => string,
): Provider {
  const clientSecret = entry.clientSecret ?? readSecret(clientSecretFile ?? '')
  if (clientSecret === '') throw new Error('it is empty')
  return { ...entry, clientSecret }
}

function twice(names: string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
