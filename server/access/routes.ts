import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Services } from '../services.ts'
import { emailChangeRoutes } from './email-changes/routes.ts'
import { invitationRoutes, memberRoutes, outboxRoutes } from './members/routes.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { secondFactorRoutes, secondStepRoutes } from './second-factor/routes.ts'
import { demoRoutes, ownSessionRoutes, sessionRoutes, setupRoutes } from './sessions/routes.ts'
import { signInLinkRoutes } from './sign-in-links/routes.ts'
import { singleSignOnRoutes } from './single-sign-on/routes.ts'

export const accessRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(sessionRoutes, services)
  await app.register(secondStepRoutes, services)
  await app.register(secondFactorRoutes, services)
  await app.register(ownSessionRoutes, services)
  await app.register(passwordRoutes, services)
  await app.register(signInLinkRoutes, services)
  await app.register(singleSignOnRoutes, services)
  await app.register(emailChangeRoutes, services)
  await app.register(setupRoutes, services)
  await app.register(memberRoutes, services)
  await app.register(invitationRoutes, services)
  await app.register(outboxRoutes, services)
  if (services.demo) await app.register(demoRoutes, services)
}
