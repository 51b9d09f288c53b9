import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { type Member, memberOf } from './access/member.ts'
import { accessRoutes } from './access/routes.ts'
import { commentRoutes } from './comments/routes.ts'
import { Refusal, registerErrors, sendProblem } from './errors.ts'
import { followUpRoutes } from './follow-ups/routes.ts'
import { forecastRoutes } from './forecasts/routes.ts'
import { healthRoutes } from './health.ts'
import { invalidTextPath, isTooDeep } from './json.ts'
import { describeProblems, describeRoute } from './openapi.ts'
import { organisationRoutes } from './organisations/routes.ts'
import { paperAnswerRoutes } from './paper-answers/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { programmeRoutes } from './programme/routes.ts'
import { responseRoutes } from './responses/routes.ts'
import { methodRoutes } from './results/method/routes.ts'
import { resultRoutes } from './results/routes.ts'
import { scanRoutes } from './scans/routes.ts'
import type { Services } from './services.ts'
import { surveyRoutes } from './surveys/routes.ts'

/** Who may use a route: anyone, a signed-in member, the messenger only, or the programme centre only. */
type Policy = 'public' | 'member' | 'messenger' | 'centre'

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
    /** False on the respondents' routes: not even the moment of a call is kept. */
    logged?: boolean
  }
  interface FastifyRequest {
    member: Member
  }
}

const MEGABYTE = 1024 * 1024
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const CLIENT = path.join(import.meta.dirname, '..', 'dist')

export async function buildApp(services: Services): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: services.config.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: services.config.trustProxy ?? false,
    bodyLimit: MEGABYTE,
    requestTimeout: 15_000,
    http: { connectionsCheckingInterval: 2000 },
    exposeHeadRoutes: false,
    // an address that is none never reaches the error handler, and Fastify's own answer repeats it
    frameworkErrors: (_error, request, reply) => {
      sendProblem(request, reply, { status: 400, code: 'invalid-input' })
    },
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false },
      // as PostgreSQL writes it: `urn:uuid:…` would fail there, and capitals would give another code on a slip
      onCreate: (ajv) => ajv.addFormat('uuid', UUID),
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  registerErrors(app)
  acceptStrictJsonOnly(app)
  logWithoutPerson(app)
  enforcePolicies(app, services)
  await app.register(helmet, securityHeaders(services.config.siteUrl))
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: { info: { title: 'Regie', version: '1' } },
    transform: describeRoute,
    transformObject: (document) =>
      'openapiObject' in document ? describeProblems(document.openapiObject) : document.swaggerObject,
  })

  await app.register(healthRoutes, services)
  await app.register(
    async (api) => {
      api.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      await api.register(surveyRoutes, services)
      await api.register(accessRoutes, services)
      await api.register(organisationRoutes, services)
      await api.register(scanRoutes, services)
      await api.register(responseRoutes, services)
      await api.register(paperAnswerRoutes, services)
      await api.register(resultRoutes, services)
      await api.register(methodRoutes, services)
      await api.register(forecastRoutes, services)
      await api.register(commentRoutes, services)
      await api.register(programmeRoutes, services)
      await api.register(planRoutes, services)
      await api.register(followUpRoutes, services)
      api.get('/openapi.json', { config: { policy: 'public' }, schema: { hide: true } }, () => app.swagger())
    },
    { prefix: '/api' },
  )
  const hasPages = existsSync(CLIENT)
  if (hasPages) await servePages(app)
  answerNotFound(app, hasPages)
  return app
}

function acceptStrictJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isTooDeep(body as string)) return done(new Refusal(400, 'too-deep'))
    parse(request, body as string, (error, value) => {
      if (error) return done(new Refusal(400, 'invalid-input'))
      const wrong = invalidTextPath(value)
      if (wrong === undefined) return done(null, value)
      done(new Refusal(422, 'invalid-text', { faults: [{ path: wrong, code: 'invalid-text' }] }))
    })
  })
  app.addHook('onRequest', async (request) => {
    if (request.headers['content-encoding']) throw new Refusal(415, 'unsupported-media-type')
  })
}

/** Calls of the API by the pattern of their route, never by address, sender or content; respondents leave no trace at all. */
function logWithoutPerson(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url: route, config } = request.routeOptions
    if (!route?.startsWith('/api/') || config.logged === false) return
    app.log.info({
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
}

function enforcePolicies(app: FastifyInstance, services: Services): void {
  app.decorateRequest('member')
  app.addHook('onRoute', ({ url, config }) => {
    if (url.startsWith('/api/') && !(config as { policy?: Policy } | undefined)?.policy) {
      throw new Error(`The route ${url} declares no policy`)
    }
  })
  app.addHook('onRequest', async (request) => {
    if (!['GET', 'HEAD'].includes(request.method)) refuseForeignOrigin(request, services.config.siteUrl)
    const { policy } = request.routeOptions.config
    if (policy === undefined || policy === 'public') return
    const member = await memberOf(services, request.headers)
    if (!member) throw new Refusal(401, 'signed-out')
    if (policy === 'messenger' && member.role !== 'messenger') throw new Refusal(403, 'forbidden')
    if (policy === 'centre' && !member.centre) throw new Refusal(403, 'forbidden')
    request.member = member
  })
}

function refuseForeignOrigin({ headers }: FastifyRequest, siteUrl: string): void {
  const { origin, host } = headers
  if (origin === siteUrl) return
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== host) throw new Refusal(403, 'bad-origin')
}

function securityHeaders(siteUrl: string) {
  const https = siteUrl.startsWith('https:')
  return {
    hsts: https ? undefined : (false as const),
    referrerPolicy: { policy: 'no-referrer' as const },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  }
}

/** Pages of the app get the same document; the respondent's page is a small one of its own. */
async function servePages(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: CLIENT,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const forever = file.includes(`${path.sep}assets${path.sep}`)
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
  app.get('/r', { schema: { hide: true } }, (_request, reply) => reply.sendFile('respond.html'))
}

function answerNotFound(app: FastifyInstance, hasPages: boolean): void {
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w+$/.test(request.url)
    if (isPage && hasPages) return reply.sendFile('index.html')
    return sendProblem(request, reply, { status: 404, code: 'not-found' })
  })
}
