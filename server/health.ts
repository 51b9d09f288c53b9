import type { FastifyPluginAsync } from 'fastify'
import { isReady } from './database.ts'
import { newestMigration } from './migrate.ts'
import type { Services } from './services.ts'

export const healthRoutes: FastifyPluginAsync<Services> = async (app, { db }) => {
  const newest = await newestMigration()
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'up' }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const ready = await isReady(db, newest)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
}
