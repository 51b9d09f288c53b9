import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'

/** What a browser kept of us by itself, on a device that others use too. Not its storage: unsent answers of others wait there. */
export const traceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.delete(
    '/device-traces',
    { config: { policy: 'public', logged: false }, schema: { response: { 204: Type.Null() } } },
    async (_request, reply) => reply.header('clear-site-data', '"cache"').code(204).send(null),
  )
}
