import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Member } from '../access/member.ts'
import { type Db, inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import type { Services } from '../services.ts'
import { dayOf } from './calendar.ts'
import { mayLaunch } from './checks.ts'
import { codeMaker } from './codes.ts'
import { ChangedSettings, LaunchScan, NewScan, Scan, ScanDraft, ScanParams } from './contract.ts'
import { newDraft, newLaunch } from './launch.ts'
import { presentDraft, presentScan, unitIds } from './present.ts'
import * as queries from './queries.ts'
import { runningRoutes } from './running/routes.ts'
import { settingsFaults } from './scan.ts'
import { visibleGroups, visibleScans } from './visible.ts'

export const scanRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(readingRoutes, services)
  await app.register(draftRoutes, services)
  await app.register(runningRoutes, services)
}

interface AtScan {
  member: Member
  params: ScanParams
}

const readingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, catalogue, now }) => {
  app.get(
    '/scans',
    { config: { policy: 'scans:read' }, schema: { response: { 200: Type.Array(Scan) } } },
    async ({ member }) =>
      inOrganisation(db, member, async (trx) => {
        const units = await queries.listUnitsOfScans(trx, member)
        const lines = visibleScans(member, await queries.listScans(trx, member.organisationId), units)
        const groups = visibleGroups(member, await queries.countGroups(trx, member), units)
        const ofScan = Map.groupBy(groups, ({ scanId }) => scanId)
        return lines.map((line) => presentScan(line, ofScan.get(line.id) ?? [], catalogue, now()))
      }),
  )

  app.get(
    '/scans/:scanId',
    { config: { policy: 'scans:read' }, schema: { params: ScanParams, response: { 200: Scan } } },
    async ({ member, params: { scanId } }) =>
      inOrganisation(db, member, async (trx) => {
        const key = { organisationId: member.organisationId, scanId }
        const units = await queries.listUnitsOfScans(trx, key)
        const [line] = visibleScans(member, [found(await queries.findScan(trx, key))], units)
        const groups = visibleGroups(member, await queries.countGroups(trx, key), units)
        return presentScan(found(line), groups, catalogue, now())
      }),
  )
}

const draftRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, catalogue, now, config }) => {
  const codes = codeMaker(config.codeSecret)

  const atScan = <T>({ member, params }: AtScan, work: (trx: Db, key: queries.ScanKey) => Promise<T>) => {
    const key = { organisationId: member.organisationId, scanId: params.scanId }
    return inOrganisation(db, member, (trx) => work(trx, key))
  }

  const draftOf = async (trx: Db, { organisationName }: Member, key: queries.ScanKey) => {
    const line = found(await queries.findScan(trx, key))
    const settings = found(await queries.findSettings(trx, key))
    const units = await queries.listUnits(trx, key.organisationId)
    const around = { units, catalogue, organisationName, siteUrl: config.siteUrl, now: now() }
    return presentDraft(line, settings, around)
  }

  const lockDraft = async (trx: Db, key: queries.ScanKey) => {
    const line = found(await queries.lockScan(trx, key))
    if (line.launchedAt) throw new Refusal(409, 'scan-not-draft')
    return line
  }

  app.post(
    '/scans',
    { config: { policy: 'scans:prepare' }, schema: { body: NewScan, response: { 201: ScanDraft } } },
    async ({ member, body }, reply) => {
      const { organisationId } = member
      const draft = await inOrganisation(db, member, async (trx) => {
        const units = await queries.listUnits(trx, organisationId)
        const scans = await queries.listScans(trx, organisationId)
        const previous = await findPrevious(trx, organisationId, body, scans)
        const draft = newDraft(body, { scans, previous, units, catalogue, today: dayOf(now()) })
        if (!draft) throw new Refusal(422, 'unknown-instrument')
        const scanId = await queries.insertDraft(trx, { ...draft, organisationId })
        Object.assign(member.deed?.subject ?? {}, { scanId })
        return draftOf(trx, member, { organisationId, scanId })
      })
      return reply.code(201).send(draft)
    },
  )

  app.get(
    '/scans/:scanId/draft',
    { config: { policy: 'drafts:read' }, schema: { params: ScanParams, response: { 200: ScanDraft } } },
    async (request) =>
      atScan(request, async (trx, key) => {
        const draft = await draftOf(trx, request.member, key)
        if (draft.scan.status !== 'draft') throw new Refusal(409, 'scan-not-draft')
        return draft
      }),
  )

  app.put(
    '/scans/:scanId/settings',
    {
      config: { policy: 'scans:prepare' },
      schema: { params: ScanParams, body: ChangedSettings, response: { 200: ScanDraft } },
    },
    async (request) =>
      atScan(request, async (trx, key) => {
        const { version, title, settings } = request.body
        const line = await lockDraft(trx, key)
        if (line.version !== version) {
          throw new Refusal(409, 'version-conflict', { current: await draftOf(trx, request.member, key) })
        }
        const known = unitIds(await queries.listUnits(trx, key.organisationId))
        const [fault, ...more] = settingsFaults(settings, known)
        if (fault) throw new Refusal(422, fault.code, { faults: [fault, ...more] })
        await queries.updateSettings(trx, key, settings, title)
        return draftOf(trx, request.member, key)
      }),
  )

  app.delete(
    '/scans/:scanId',
    { config: { policy: 'scans:remove' }, schema: { params: ScanParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await atScan(request, async (trx, key) => {
        await lockDraft(trx, key)
        await queries.deleteScan(trx, key)
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/scans/:scanId/launch',
    {
      config: { policy: 'scans:launch' },
      schema: { params: ScanParams, body: LaunchScan, response: { 200: Scan } },
    },
    async (request) =>
      atScan(request, async (trx, key) => {
        const line = found(await queries.lockScan(trx, key))
        if (!line.launchedAt) await launch(trx, request.member, key, request.body.version)
        const groups = await queries.countGroups(trx, key)
        return presentScan(found(await queries.findScan(trx, key)), groups, catalogue, now())
      }),
  )

  const launch = async (trx: Db, member: Member, key: queries.ScanKey, version: number) => {
    const draft = await draftOf(trx, member, key)
    if (draft.scan.version !== version) throw new Refusal(409, 'version-conflict', { current: draft })
    if (!mayLaunch(draft.checks)) throw new Refusal(422, 'scan-incomplete', { faults: redFaults(draft) })
    const instrument = found(catalogue.instruments.get(draft.settings.instrumentId))
    const units = await queries.listUnits(trx, key.organisationId)
    const { scanId } = key
    const plan = newLaunch({ scanId, draft, units, instrument, codes, now: now(), newId: randomUUID })
    await queries.markLaunched(trx, key, plan)
    await queries.insertScanUnits(trx, key, plan.units)
    await queries.insertGroups(trx, key, plan.groups)
    await queries.insertInvitations(trx, key, plan.invitations)
  }
}

/** Only a scan that has been published can be repeated. */
async function findPrevious(
  trx: Db,
  organisationId: string,
  { previousScanId }: NewScan,
  scans: queries.ScanLine[],
) {
  if (previousScanId === undefined) return undefined
  const previous = found(scans.find(({ id }) => id === previousScanId))
  if (!previous.closedAt) throw new Refusal(409, 'not-published')
  return queries.findSettings(trx, { organisationId, scanId: previous.id })
}

function redFaults({ checks }: ScanDraft) {
  return checks
    .filter(({ level }) => level === 'red')
    .map(({ step, field, code }) => ({ path: `/settings/${field ?? step}`, code }))
}
