import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from './errors.ts'
import { PERMISSIONS, securityHeaders } from './headers.ts'
import { isOwnHost, isOwnOrigin } from './hosts.ts'
import { hasTwinKeys, isTooDeep, makeSound } from './json.ts'

/** What every request meets before its route, and every answer carries, whatever the route. */
export async function guardTheDoor(app: FastifyInstance, siteUrl: string): Promise<void> {
  await app.register(helmet, securityHeaders(siteUrl))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    if (!isProbe(request) && !isOwnHost(request.host, siteUrl)) throw new Refusal(421, 'misdirected-request')
    if (request.headers['content-encoding']) throw new Refusal(415, 'unsupported-media-type')
    if (!isRead(request) && !isOwnOrigin(request.headers.origin, request.host, siteUrl)) {
      throw new Refusal(403, 'bad-origin')
    }
  })
  app.addHook('preValidation', async ({ query, params }) => {
    refuseUnsound(query)
    refuseUnsound(params)
  })
  app.addHook('onSend', async (_request, reply) => {
    if (endsSession(reply.getHeader('set-cookie'))) reply.header('clear-site-data', '"cache"')
  })
  acceptStrictJsonOnly(app)
}

/** Whoever looks whether Regie lives comes by the address of a machine, not by a name. */
const isProbe = ({ routeOptions }: FastifyRequest) => /^\/(healthz|readyz)$/.test(routeOptions.url ?? '')

const isRead = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD'

/** Not its storage: answers that could not be sent yet wait there, perhaps those of somebody else. */
function endsSession(cookies: number | string | string[] | undefined): boolean {
  return [cookies].flat().some((cookie) => /\bsession_token=;.*\bmax-age=0\b/i.test(String(cookie)))
}

function acceptStrictJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string
    if (isTooDeep(text)) return done(new Refusal(400, 'too-deep'))
    parse(request, text, (error, value) => {
      if (error || hasTwinKeys(text)) return done(new Refusal(400, 'invalid-input'))
      const sound = makeSound(value)
      if ('value' in sound) return done(null, sound.value)
      done(new Refusal(422, sound.code, { faults: [sound] }))
    })
  })
}

/** Of an address: a name that stands in it twice, and text that the database would refuse. */
function refuseUnsound(values: unknown): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (Array.isArray(value)) throw new Refusal(400, 'invalid-input', { faults: [twice(name)] })
  }
  const sound = makeSound(values)
  if (!('value' in sound)) throw new Refusal(422, sound.code, { faults: [sound] })
}

const twice = (name: string) => ({ path: `/${name}`, code: 'type' })
