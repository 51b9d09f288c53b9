import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Services } from '../services.ts'

export const scanRoutes: FastifyPluginAsyncTypebox<Services> = async () => {}
