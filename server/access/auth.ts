import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Config } from '../config.ts'
import type { Database } from '../database.ts'
import { hashOfNobody, hashPassword, inLine, isPassword } from './passwords/passwords.ts'
import { findCredential, findPasswordHash, hasProgramme } from './queries.ts'
import { hashOfId, withHashedIds } from './sessions/hashed-ids.ts'
import * as sessions from './sessions/queries.ts'
import { expiryOf, isOver, isWorthNoting } from './sessions/session.ts'

const HALF_A_DAY_IN_SECONDS = 12 * 60 * 60
const SESSION_ID_BYTES = 32

/** The values of the set-cookie header. */
export type Cookies = string[]

/** A session that is not over. */
export interface LiveSession {
  sessionId: string
  userId: string
  name: string
  email: string
  /** When it passed the second step of signing in. */
  secondFactorAt: Date | null
}

export interface Auth {
  /** The one-time link of the first start; undefined once a programme exists. */
  setupLink(): Promise<string | undefined>
  isSetupSecret(secret: string): boolean
  hashPassword(password: string): Promise<string>
  newSecret(): string
  /** By our own clock: over after half an hour without use, and after half a day. */
  sessionOf(headers: IncomingHttpHeaders): Promise<LiveSession | undefined>
  /** Undefined when the address or the password is wrong; both take equally long. */
  signIn(email: string, password: string): Promise<Cookies | undefined>
  /**
   * For who has just proved who they are in another way: by the link of an invitation, or in the demonstration. With the moment of the
   * second factor for who has just given that too; without, the session of an account that has one is half.
   */
  signInAs(userId: string, secondFactorAt?: Date | null): Promise<Cookies>
  isPasswordOf(userId: string, password: string): Promise<boolean>
  signOut(headers: IncomingHttpHeaders): Promise<Cookies>
}

interface AuthOptions {
  db: Database
  config: Pick<Config, 'siteUrl' | 'authSecret'>
  now: () => Date
}

/** better-auth keeps users and sessions; our own routes call it, so that one strict check guards every body. */
export function createAuth({ db, config, now }: AuthOptions): Auth {
  const oneOfTwo = inLine(2, 100, tooBusy)
  const hash = (password: string) => oneOfTwo(() => hashPassword(password, randomBytes(16)))
  const verify = (password: string, hash: string) => oneOfTwo(() => isPassword(password, hash))
  const nobodys = hashOfNobody(randomBytes(48))
  const { api } = library({ db, config, now })
  const setupSecret = createHmac('sha256', config.authSecret).update('first start').digest('base64url')

  async function sessionOf(headers: IncomingHttpHeaders): Promise<LiveSession | undefined> {
    const { id } = await api.readSessionId({ headers: cookiesOf(headers) })
    const session = id === null ? undefined : await sessions.findSession(db, hashOfId(id))
    const at = now()
    if (!session || isOver(session, at)) return undefined
    if (isWorthNoting(session, at)) await sessions.noteUse(db, session.sessionId, at)
    return session
  }

  async function signInAs(userId: string, secondFactorAt: Date | null = null): Promise<Cookies> {
    const { response, headers } = await api.signInAs({ body: { userId }, returnHeaders: true })
    if (secondFactorAt) await sessions.passSecondFactor(db, hashOfId(response.sessionId), secondFactorAt)
    return headers.getSetCookie()
  }

  /** The same question and one check, whether or not the address is known: neither the answer nor its time tells. */
  async function signIn(email: string, password: string): Promise<Cookies | undefined> {
    const { userId, passwordHash } = (await findCredential(db, email)) ?? {}
    const isRight = await verify(password, passwordHash ?? nobodys)
    return userId && isRight ? signInAs(userId) : undefined
  }

  async function isPasswordOf(userId: string, password: string): Promise<boolean> {
    const hash = await findPasswordHash(db, userId)
    return hash !== undefined && verify(password, hash)
  }

  return {
    hashPassword: hash,
    newSecret: () => randomBytes(24).toString('base64url'),
    isSetupSecret: (secret) => isSame(secret, setupSecret),
    async setupLink() {
      return (await hasProgramme(db)) ? undefined : `${config.siteUrl}/setup#${setupSecret}`
    },
    sessionOf,
    signIn,
    signInAs,
    isPasswordOf,
    async signOut(headers) {
      const answer = await api.signOut({ headers: cookiesOf(headers), returnHeaders: true })
      return answer.headers.getSetCookie()
    },
  }
}

function library({ db, config, now }: AuthOptions) {
  const { siteUrl, authSecret } = config
  const isSecure = siteUrl.startsWith('https:')
  return betterAuth({
    appName: 'Regie',
    baseURL: siteUrl,
    secret: authSecret,
    database: (options: BetterAuthOptions) => withHashedIds(kyselyAdapter(db, { type: 'postgres' })(options)),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    user: { modelName: 'users' },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    session: {
      modelName: 'sessions',
      fields: { token: 'tokenHash' },
      additionalFields: { lastUsedAt: { type: 'date', input: false } },
      expiresIn: HALF_A_DAY_IN_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    advanced: {
      // with this prefix a browser takes the cookie from this very host only, and over https
      cookiePrefix: isSecure ? '__Host-regie' : 'regie',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure },
      ipAddress: { disableIpTracking: true },
      // our own migrator keeps the tables right; the library would remember one look at them until a restart
      database: { validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({ data: { ...session, ...newSession(now()) } }),
        },
      },
    },
    plugins: [signInAsPlugin],
  })
}

/** Instead of what the library would make up: its clock, a shorter id, and where somebody is. */
function newSession(at: Date) {
  const token = randomBytes(SESSION_ID_BYTES).toString('base64url')
  const times = { createdAt: at, updatedAt: at, lastUsedAt: at, expiresAt: expiryOf(at) }
  return { id: randomUUID(), token, ...times, ipAddress: null, userAgent: null }
}

const signInAsPlugin = {
  id: 'sign-in-as',
  endpoints: {
    signInAs: createAuthEndpoint(
      { method: 'POST', metadata: { scope: 'server', $Infer: { body: {} as { userId: string } } } },
      async (ctx): Promise<{ sessionId: string }> => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.userId)
        if (!user) throw new Error('signInAs: there is no such user')
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return { sessionId: session.token }
      },
    ),
    readSessionId: createAuthEndpoint(
      { method: 'GET', metadata: { scope: 'server' }, requireHeaders: true },
      async (ctx): Promise<{ id: string | null }> => {
        const { name } = ctx.context.authCookies.sessionToken
        return { id: (await ctx.getSignedCookie(name, ctx.context.secret)) || null }
      },
    ),
  },
}

function cookiesOf({ cookie }: IncomingHttpHeaders): Headers {
  return new Headers(cookie ? { cookie } : {})
}

/** Answered as 503: the code is the one PostgreSQL uses for too many at once. */
function tooBusy(): Error {
  return Object.assign(new Error('too many passwords to check at once'), { code: '53300' })
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
