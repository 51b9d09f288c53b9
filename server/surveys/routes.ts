import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Services } from '../services.ts'
import { InstrumentSummary } from './contract.ts'
import { presentInstruments } from './summary.ts'

export const surveyRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { catalogue }) => {
  const summaries = presentInstruments(catalogue.instruments.values())

  app.get(
    '/instruments',
    { config: { policy: 'instruments:read' }, schema: { response: { 200: Type.Array(InstrumentSummary) } } },
    async () => summaries,
  )
}
