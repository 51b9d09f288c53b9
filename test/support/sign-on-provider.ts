import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Provider } from 'oidc-provider'
import { freePort } from './free-port.ts'

/** Who signs on there next, and what the provider says of that person. */
export interface SignedOnPerson {
  subject: string
  email: string
  email_verified?: boolean
  amr?: string[]
}

export interface SignOnProvider {
  issuer: string
  person: SignedOnPerson
  /** What a browser does there: from the address that Regie gave, until it is sent back; answers where to. */
  walk(address: string): Promise<URL>
  stop(): Promise<void>
  start(): Promise<void>
}

const CLIENT_SECRET = 'a-secret-that-only-regie-and-the-provider-know'

/** A real provider on this machine: everything an organisation's own sign-on does but asking for a password. */
export async function startSignOnProvider(returnAddress: string): Promise<SignOnProvider> {
  const server = http.createServer()
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const port = await listen(await freePort())
  const issuer = `http://127.0.0.1:${port}`
  const place: SignOnProvider = {
    issuer,
    person: { subject: 'nobody', email: 'nobody@werkplein.test' },
    walk,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
    start: async () => void (await listen(port)),
  }
  const provider = new Provider(issuer, settings(place, returnAddress))
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const { subject: accountId, amr } = place.person
    await provider.interactionFinished(request, response, { login: { accountId, amr } })
  })
  return place
}

/** Signing keys of one run; consent is given beforehand, as organisations do for their own people. */
function settings(place: SignOnProvider, returnAddress: string) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: 'regie',
        client_secret: CLIENT_SECRET,
        redirect_uris: [returnAddress],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: false } },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'amr'] },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_ctx: unknown, accountId: string) => ({
      accountId,
      claims: () => {
        const { subject: sub, email, email_verified } = place.person
        return { sub, email, email_verified }
      },
    }),
    async loadExistingGrant(ctx: { oidc: Oidc }) {
      const { provider, client, session } = ctx.oidc
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  }
}

interface Grant {
  addOIDCScope(scope: string): void
  save(): Promise<string>
}

interface Oidc {
  provider: { Grant: new (of: { clientId: string; accountId: string }) => Grant }
  client: { clientId: string }
  session: { accountId: string }
}

function walk(address: string): Promise<URL> {
  const { origin } = new URL(address)
  const jar = new Map<string, string>()
  const step = async (at: URL): Promise<URL> => {
    if (at.origin !== origin) return at
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at.href, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = set.match(/^([^=]+)=([^;]*)/) ?? []
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    if (!next) throw new Error(`the provider stopped at ${at.pathname}: ${await answer.text()}`)
    return step(new URL(next, at))
  }
  return step(new URL(address))
}

export interface ListedProvider {
  id: string
  issuer: string
  domains: string[]
  secondFactor?: 'provider'
}

/** The file of the setting OIDC_PROVIDERS_FILE, and how to remove it. */
export function providersFile(providers: ListedProvider[]): { file: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'regie-sign-on-'))
  const file = path.join(folder, 'providers.json')
  const full = providers.map((provider) => ({
    name: `Account van ${provider.id}`,
    clientId: 'regie',
    clientSecretFile: 'secret',
    ...provider,
  }))
  writeFileSync(file, JSON.stringify(full))
  writeFileSync(path.join(folder, 'secret'), `${CLIENT_SECRET}\n`)
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
