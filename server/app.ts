import { randomUUID } from 'node:crypto'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { accessRoutes } from './access/routes.ts'
import { auditLogRoutes } from './audit-log/routes.ts'
import { commentRoutes } from './comments/routes.ts'
import { MOST_CONNECTIONS, PATIENCE } from './connections.ts'
import { keepRoomForAll } from './crowd.ts'
import { guardTheDoor } from './door.ts'
import { loggable, registerErrors, sendProblem } from './errors.ts'
import { followUpRoutes } from './follow-ups/routes.ts'
import { forecastRoutes } from './forecasts/routes.ts'
import { handoverRoutes } from './handover/routes.ts'
import { healthRoutes } from './health.ts'
import { describeProblems, describeRoute } from './openapi.ts'
import { organisationRoutes } from './organisations/routes.ts'
import { servePages } from './pages.ts'
import { paperAnswerRoutes } from './paper-answers/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { enforcePolicies } from './policies.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { programmeRoutes } from './programme/routes.ts'
import { responseRoutes } from './responses/routes.ts'
import { traceRoutes } from './responses/traces/routes.ts'
import { methodRoutes } from './results/method/routes.ts'
import { resultRoutes } from './results/routes.ts'
import { scanRoutes } from './scans/routes.ts'
import type { Services } from './services.ts'
import { surveyRoutes } from './surveys/routes.ts'

const MEGABYTE = 1024 * 1024
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

export async function buildApp(services: Services): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: services.config.logLevel, serializers: { err: loggable } },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: services.config.trustProxy ?? false,
    bodyLimit: MEGABYTE,
    ...PATIENCE,
    exposeHeadRoutes: false,
    // while stopping: whoever is on the line already is served to the end, and finds the line closed next time
    return503OnClosing: false,
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

  app.server.maxConnections = MOST_CONNECTIONS
  registerErrors(app)
  logWithoutPerson(app)
  await guardTheDoor(app, services.config.siteUrl)
  enforcePolicies(app, services)
  keepRoomForAll(app, services.rateStore)
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
      await api.register(traceRoutes)
      await api.register(paperAnswerRoutes, services)
      await api.register(resultRoutes, services)
      await api.register(methodRoutes, services)
      await api.register(forecastRoutes, services)
      await api.register(commentRoutes, services)
      await api.register(privacyRoutes, services)
      await api.register(programmeRoutes, services)
      await api.register(planRoutes, services)
      await api.register(followUpRoutes, services)
      await api.register(handoverRoutes, services)
      await api.register(auditLogRoutes, services)
      api.get('/openapi.json', { config: { policy: 'public' }, schema: { hide: true } }, () => app.swagger())
    },
    { prefix: '/api' },
  )
  await servePages(app, services.config.siteUrl)
  return app
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
