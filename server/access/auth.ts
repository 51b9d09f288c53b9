import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint, isAPIError } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Config } from '../config.ts'
import type { Database } from '../database.ts'
import { hashPassword, inLine, isPassword } from './passwords/passwords.ts'
import { hasProgramme } from './queries.ts'

const HALF_A_DAY_IN_SECONDS = 12 * 60 * 60

/** The values of the set-cookie header. */
export type Cookies = string[]

interface SignedInUser {
  userId: string
  name: string
  email: string
}

export interface Auth {
  /** The one-time link of the first start; undefined once a programme exists. */
  setupLink(): Promise<string | undefined>
  isSetupSecret(secret: string): boolean
  hashPassword(password: string): Promise<string>
  newSecret(): string
  userOf(headers: IncomingHttpHeaders): Promise<SignedInUser | undefined>
  /** Undefined when the address or the password is wrong; both take equally long. */
  signIn(email: string, password: string): Promise<Cookies | undefined>
  /** For who has just proved who they are in another way: by the link of an invitation, or in the demonstration. */
  signInAs(userId: string): Promise<Cookies>
  signOut(headers: IncomingHttpHeaders): Promise<Cookies>
  /** Ends all other sessions. Undefined when the current password is wrong. */
  changePassword(
    headers: IncomingHttpHeaders,
    current: string,
    password: string,
  ): Promise<Cookies | undefined>
}

interface AuthOptions {
  db: Database
  config: Pick<Config, 'siteUrl' | 'authSecret'>
}

/** better-auth keeps users and sessions; our own routes call it, so that one strict check guards every body. */
export function createAuth({ db, config }: AuthOptions): Auth {
  const oneOfTwo = inLine(2, 100, tooBusy)
  const hash = (password: string) => oneOfTwo(() => hashPassword(password, randomBytes(16)))
  const { api } = library(db, config, {
    hash,
    verify: ({ hash, password }) => oneOfTwo(() => isPassword(password, hash)),
  })
  const setupSecret = createHmac('sha256', config.authSecret).update('first start').digest('base64url')
  return {
    hashPassword: hash,
    newSecret: () => randomBytes(24).toString('base64url'),
    isSetupSecret: (secret) => isSame(secret, setupSecret),
    async setupLink() {
      return (await hasProgramme(db)) ? undefined : `${config.siteUrl}/setup#${setupSecret}`
    },
    async userOf(headers) {
      const found = await api.getSession({ headers: cookiesOf(headers) })
      return found ? { userId: found.user.id, name: found.user.name, email: found.user.email } : undefined
    },
    signIn: (email, password) =>
      unlessRefused(() => api.signInEmail({ body: { email, password }, returnHeaders: true })),
    async signInAs(userId) {
      return (await api.signInAs({ body: { userId }, returnHeaders: true })).headers.getSetCookie()
    },
    async signOut(headers) {
      const answer = await api.signOut({ headers: cookiesOf(headers), returnHeaders: true })
      return answer.headers.getSetCookie()
    },
    changePassword: (headers, current, password) =>
      unlessRefused(() =>
        api.changePassword({
          body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
          headers: cookiesOf(headers),
          returnHeaders: true,
        }),
      ),
  }
}

interface Passwords {
  hash: (password: string) => Promise<string>
  verify: (attempt: { hash: string; password: string }) => Promise<boolean>
}

function library(db: Database, { siteUrl, authSecret }: AuthOptions['config'], password: Passwords) {
  return betterAuth({
    appName: 'Regie',
    baseURL: siteUrl,
    secret: authSecret,
    database: { db, type: 'postgres' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    user: { modelName: 'users' },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    session: {
      modelName: 'sessions',
      expiresIn: HALF_A_DAY_IN_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 128,
      password,
    },
    advanced: {
      cookiePrefix: 'regie',
      useSecureCookies: siteUrl.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
      // our own migrator keeps the tables right; the library would remember one look at them until a restart
      database: { validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({ data: { ...session, ipAddress: null, userAgent: null } }),
        },
      },
    },
    plugins: [signInAsPlugin],
  })
}

const signInAsPlugin = {
  id: 'sign-in-as',
  endpoints: {
    signInAs: createAuthEndpoint(
      { method: 'POST', metadata: { scope: 'server', $Infer: { body: {} as { userId: string } } } },
      async (ctx): Promise<{ signedIn: boolean }> => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.userId)
        if (!user) throw new Error('signInAs: there is no such user')
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return { signedIn: true }
      },
    ),
  },
}

async function unlessRefused(ask: () => Promise<{ headers: Headers }>): Promise<Cookies | undefined> {
  try {
    return (await ask()).headers.getSetCookie()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return undefined
    throw error
  }
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
