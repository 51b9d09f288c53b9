import * as openid from 'openid-client'
import type { Claims } from './claims.ts'
import type { Provider } from './providers.ts'

const PATIENCE_SECONDS = 5
const KNOWN_FOR_MS = 60 * 60_000

interface Started {
  address: string
  state: string
  nonce: string
  verifier: string
}

interface SignOn {
  /** Where the browser goes, and what proves later that it came back from there. */
  start(): Promise<Started>
  /** Checks the answer with the provider; throws whenever anything does not fit. */
  finish(answer: string, started: Omit<Started, 'address'>): Promise<Claims>
}

/** One provider, with an address to come back to that no other provider has, so that one cannot answer for another. */
export function createSignOn(provider: Provider, returnAddress: string, now: () => Date): SignOn {
  const ask = newDiscovery(provider, now)
  return {
    async start() {
      const configuration = await ask()
      const [state, nonce, verifier] = [
        openid.randomState(),
        openid.randomNonce(),
        openid.randomPKCECodeVerifier(),
      ]
      const address = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: returnAddress,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { address: address.href, state, nonce, verifier }
    },
    async finish(answer, { state, nonce, verifier }) {
      const configuration = await ask()
      const came = new URL(returnAddress)
      came.search = answer
      const given = await openid.authorizationCodeGrant(configuration, came, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = given.claims()
      if (!claims) throw new Error('the provider gave no claims')
      if (claims.email !== undefined) return presentClaims(claims, claims)
      return presentClaims(claims, await openid.fetchUserInfo(configuration, given.access_token, claims.sub))
    },
  }
}

/** What a provider says of itself is kept for an hour; a fault is not kept. */
function newDiscovery(provider: Provider, now: () => Date): () => Promise<openid.Configuration> {
  let known: { configuration: openid.Configuration; until: number } | undefined
  return async () => {
    if (known && known.until > now().getTime()) return known.configuration
    const isPlain = provider.issuer.startsWith('http:')
    const configuration = await openid.discovery(
      new URL(provider.issuer),
      provider.clientId,
      undefined,
      secretAs(provider.clientSecret),
      {
        timeout: PATIENCE_SECONDS,
        // the signature is checked too, although the answer came from the provider itself
        execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])],
      },
    )
    known = { configuration, until: now().getTime() + KNOWN_FOR_MS }
    return configuration
  }
}

/** As the standard has it by default; in the body where a provider takes it only there. */
function secretAs(clientSecret: string): openid.ClientAuth {
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = methods.includes('client_secret_basic') ? openid.ClientSecretBasic : openid.ClientSecretPost
    way(clientSecret)(server, ...rest)
  }
}

/** The address may stand beside the rest, or be asked for apart. */
function presentClaims({ sub, amr, acr }: openid.IDToken, told: Record<string, unknown>): Claims {
  const { email, email_verified: isVerified } = told
  return {
    subject: sub,
    email: typeof email === 'string' ? email : undefined,
    isVerified: isVerified === undefined ? undefined : isVerified === true,
    methods: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [],
    level: typeof acr === 'string' ? acr : undefined,
  }
}
