import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Services } from '../services.ts'
import { invitationRoutes, memberRoutes, outboxRoutes } from './members/routes.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { demoRoutes, sessionRoutes, setupRoutes } from './sessions/routes.ts'

export const accessRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(sessionRoutes, services)
  await app.register(passwordRoutes, services)
  await app.register(setupRoutes, services)
  await app.register(memberRoutes, services)
  await app.register(invitationRoutes, services)
  await app.register(outboxRoutes, services)
  if (services.demo) await app.register(demoRoutes, services)
}
