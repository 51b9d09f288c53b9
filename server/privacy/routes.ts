import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Member } from '../access/member.ts'
import { countUse } from '../crowd.ts'
import { type Db, inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { newMemory } from '../responses/memory.ts'
import { findPlace, type Place } from '../responses/queries.ts'
import { codeHash, normaliseCode } from '../scans/codes.ts'
import { presentScan } from '../scans/present.ts'
import { countGroups, listScans } from '../scans/queries.ts'
import { readVisibleScan } from '../scans/read.ts'
import type { Services } from '../services.ts'
import {
  AnswerPromise,
  ByCode,
  ChangePrivacySettings,
  OpenLinks,
  PrivacyPage,
  PrivacySettings,
  PrivacyStatement,
  Retention,
  RetentionParams,
  type Sample,
} from './contract.ts'
import { ownAccountRoutes } from './own-account/routes.ts'
import { presentFigures, presentPromise, presentRetention, presentSettings } from './present.ts'
import * as queries from './queries.ts'
import { registerOf } from './register.ts'
import { sampleFor } from './sample.ts'

export const privacyRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(pageRoutes, services)
  await app.register(scanRoutes, services)
  await app.register(respondentRoutes, services)
  await app.register(ownAccountRoutes, services)
}

const settingsOf = async (trx: Db, organisationId: string) =>
  presentSettings(await queries.findSettings(trx, organisationId))

const pageRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, catalogue, now }) => {
  app.get(
    '/privacy',
    { config: { policy: 'privacy:read' }, schema: { response: { 200: PrivacyPage } } },
    ({ member }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId, organisationName: organisation } = member
        const settings = await settingsOf(trx, organisationId)
        const groupsOf = Map.groupBy(await countGroups(trx, { organisationId }), ({ scanId }) => scanId)
        const lines = (await listScans(trx, organisationId)).map((line) =>
          presentScan(line, groupsOf.get(line.id) ?? [], catalogue, now()),
        )
        const scans = presentFigures(lines, await queries.listKept(trx, organisationId))
        return { organisation, settings, register: registerOf(settings.answersMonths), scans }
      }),
  )

  app.put(
    '/privacy/settings',
    {
      config: { policy: 'privacy:change' },
      schema: { body: ChangePrivacySettings, response: { 200: PrivacySettings } },
    },
    ({ member, body }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const isStored = await queries.storeSettings(trx, organisationId, body, now())
        const current = await settingsOf(trx, organisationId)
        if (!isStored) throw new Refusal(409, 'version-conflict', { current })
        return current
      }),
  )
}

const scanRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const keyOf = ({ organisationId }: Member, { scanId }: RetentionParams) => ({ organisationId, scanId })

  app.get(
    '/scans/:scanId/retention',
    { config: { policy: 'scans:read' }, schema: { params: RetentionParams, response: { 200: Retention } } },
    ({ member, params }) =>
      inOrganisation(db, member, async (trx) => {
        found(await readVisibleScan(trx, member, params.scanId))
        return presentRetention(found(await queries.findKept(trx, keyOf(member, params))))
      }),
  )

  app.get(
    '/scans/:scanId/open-links',
    {
      config: { policy: 'distribution:read' },
      schema: { params: RetentionParams, response: { 200: OpenLinks } },
    },
    ({ member, params }) =>
      inOrganisation(db, member, async (trx) => {
        found(await queries.findKept(trx, keyOf(member, params)))
        return { links: await queries.listOpenLinks(trx, keyOf(member, params)) }
      }),
  )
}

/** For whoever holds a code: what holds for the own answers. Tells nothing of any answer, nor whether the code was used. */
const respondentRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, rateStore }) => {
  const samples = newMemory<Sample>(500)

  const placeOf = async (request: FastifyRequest<{ Body: ByCode }>) => {
    const secretHash = codeHash(normaliseCode(request.body.code) ?? '')
    const place = await findPlace(db, secretHash)
    if (place) return { place, secretHash }
    await countUse(rateStore, 'respondent-miss', request)
    throw new Refusal(404, 'unknown-code')
  }

  const promiseAt = async (trx: Db, place: Place, secretHash: Buffer) => {
    const group = await queries.findGroupOf(trx, place, secretHash)
    if (!group) throw new Refusal(410, 'scan-closed')
    const scan = found(await queries.findPromised(trx, place))
    const { perspective, invited: people } = group
    const key = `${place.scanId} ${perspective} ${people}`
    const sample = samples.get(key) ?? samples.keep(key, sampleFor({ ...scan, perspective, people }))
    const settings = await settingsOf(trx, place.organisationId)
    return presentPromise({ scan, closesAt: place.closesAt, group, settings, sample })
  }

  app.post(
    '/answer-promises',
    {
      config: { policy: 'public', logged: false },
      schema: { body: ByCode, response: { 200: AnswerPromise } },
    },
    async (request) => {
      const { place, secretHash } = await placeOf(request)
      return inOrganisation(db, place.organisationId, (trx) => promiseAt(trx, place, secretHash))
    },
  )

  app.post(
    '/privacy-statements',
    {
      config: { policy: 'public', logged: false },
      schema: { body: ByCode, response: { 200: PrivacyStatement } },
    },
    async (request) => {
      const { place } = await placeOf(request)
      const settings = await inOrganisation(db, place.organisationId, (trx) =>
        settingsOf(trx, place.organisationId),
      )
      return { organisation: place.organisation, settings, register: registerOf(settings.answersMonths) }
    },
  )
}
