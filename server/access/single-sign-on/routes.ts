import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import {
  FinishSignOn,
  ProviderById,
  Session,
  SignOnProviders,
  SignOnStart,
  StartSignOn,
} from '../contract.ts'
import { becomeMember, findUsableInvitation } from '../members/routes.ts'
import { hashSecret } from '../secret.ts'
import { startSession } from '../sessions/routes.ts'
import { createSignOn } from './auth.ts'
import { type Claims, hasTakenTwoSteps, vouchedEmail } from './claims.ts'
import { isProviderAway } from './fault.ts'
import { cookieNamed, JOURNEY_SECONDS, openJourney, sealJourney } from './journey.ts'
import type { Provider } from './providers.ts'
import { findAccountOf, tieNewcomer } from './queries.ts'

/** The page that a provider sends the browser back to calls here, so every answer to a person has words. */
export const singleSignOnRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now, config } = services
  const ways = new Map(
    config.signOnProviders.map((provider) => {
      const returnAddress = `${config.siteUrl}/single-sign-on/${provider.id}`
      return [provider.id, { provider, signOn: createSignOn(provider, returnAddress, now) }]
    }),
  )
  const isSecure = config.siteUrl.startsWith('https:')
  const name = `${isSecure ? '__Host-' : ''}regie.single-sign-on`
  const keep = (reply: FastifyReply, value: string, seconds: number) => {
    const rules = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
    reply.header('set-cookie', `${name}=${value}; Max-Age=${seconds}; ${rules}`)
  }

  app.get(
    '/single-sign-on/providers',
    { config: { policy: 'public' }, schema: { response: { 200: SignOnProviders } } },
    async () => config.signOnProviders.map(({ id, name }) => ({ id, name })),
  )

  app.post(
    '/single-sign-on/providers/:providerId/journeys',
    {
      config: { policy: 'public', limit: 'sign-in' },
      schema: { params: ProviderById, body: StartSignOn, response: { 201: SignOnStart } },
    },
    async (request, reply) => {
      const { provider, signOn } = found(ways.get(request.params.providerId))
      const { invitation } = request.body
      const accepting = invitation && (await findUsableInvitation(services, hashSecret(invitation)))
      const { address, ...started } = await signOn.start().catch((error) => refuse(request, error))
      const journey = {
        providerId: provider.id,
        ...started,
        startedAt: now().getTime(),
        ...(accepting && { invitation: accepting.secretHash.toString('hex') }),
      }
      keep(reply, sealJourney(journey, config.authSecret), JOURNEY_SECONDS)
      return reply.code(201).send({ address })
    },
  )

  app.post(
    '/single-sign-on/providers/:providerId/sessions',
    {
      config: { policy: 'public', limit: 'sign-in' },
      schema: { params: ProviderById, body: FinishSignOn, response: { 201: Session } },
    },
    async (request, reply) => {
      const { provider, signOn } = found(ways.get(request.params.providerId))
      const sealed = cookieNamed(request.headers.cookie, name)
      const journey = openJourney(sealed, config.authSecret, { providerId: provider.id, now: now() })
      // whatever comes of it, this way back is used up
      keep(reply, '', 0)
      if (!journey) throw new Refusal(410, 'sign-on-expired')
      const claims = await signOn
        .finish(request.body.answer, journey)
        .catch((error) => refuse(request, error))
      const userId = journey.invitation
        ? await acceptInvitation(Buffer.from(journey.invitation, 'hex'), provider, claims)
        : await accountOf(provider, claims)
      if (!userId) throw new Refusal(403, 'no-account')
      const secondFactorAt = hasTakenTwoSteps(provider, claims) ? now() : null
      return startSession(services, reply.code(201), await auth.signInAs(userId, secondFactorAt))
    },
  )

  async function accountOf(provider: Provider, claims: Claims): Promise<string | undefined> {
    const email = vouchedEmail(provider, claims)
    if (!email) return undefined
    const { subject } = claims
    return within(db, { scope: 'account' }, (trx) =>
      findAccountOf(trx, { issuer: provider.issuer, subject, email }),
    )
  }

  /** The address that was invited must be the one that the provider vouches for. */
  async function acceptInvitation(secretHash: Buffer, provider: Provider, claims: Claims): Promise<string> {
    const invitation = await findUsableInvitation(services, secretHash)
    if (vouchedEmail(provider, claims) !== invitation.email) throw new Refusal(403, 'invited-other-address')
    const person = { issuer: provider.issuer, subject: claims.subject }
    return becomeMember(services, invitation, async (trx, userId) => {
      if (!(await tieNewcomer(trx, userId, person))) throw new Refusal(409, 'other-account')
    })
  }
}

/** The log says what did not fit, never who came. */
function refuse(
  request: FastifyRequest,
  error: Error & { code?: string; error?: string; status?: number },
): never {
  const { name, code, error: reason, status } = error
  request.log.warn({ name, code, reason, status }, 'single sign-on')
  if (isProviderAway(error)) throw new Refusal(503, 'sign-on-unavailable', { retryAfter: 30 })
  throw new Refusal(403, 'sign-on-refused')
}
