import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Member } from '../../access/member.ts'
import { type Db, inOrganisation } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { toldBand } from '../bands.ts'
import { dayOf, endOf } from '../calendar.ts'
import { codeMaker } from '../codes.ts'
import {
  CodesQuery,
  DistributedGroup,
  DistributionSheet,
  ExtendScan,
  GroupCodes,
  GroupMessages,
  GroupParams,
  GrownGroup,
  NewGroup,
  Progress,
  Scan,
  ScanParams,
} from '../contract.ts'
import { invitationsOf, lateGroup } from '../launch.ts'
import { inReadingOrder, presentProgress, presentScan } from '../present.ts'
import * as queries from '../queries.ts'
import { extensionFault, statusOf } from '../scan.ts'
import { codesCsv, codesFor, distribute, linksCsv, messagesFor } from './distribution.ts'

interface AtScan {
  member: Member
  params: ScanParams
}

/** A scan from its launch on: how far it is, what is handed out, and the few things that may still change. */
export const runningRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, catalogue, now, config } = services
  const codes = codeMaker(config.codeSecret)
  const placeOf = ({ scanId }: queries.ScanKey) => ({ scanId, siteUrl: config.siteUrl, codes })

  const atScan = <T>({ member, params }: AtScan, work: (trx: Db, key: queries.ScanKey) => Promise<T>) => {
    const key = { organisationId: member.organisationId, scanId: params.scanId }
    return inOrganisation(db, member, (trx) => work(trx, key))
  }

  const runningScan = async (trx: Db, key: queries.ScanKey, { organisationName }: Member) => {
    const { title, closesAt } = unclosed(await queries.findScan(trx, key), now())
    const settings = found(await queries.findSettings(trx, key))
    const instrument = found(await queries.findInstrument(trx, key))
    return { title, organisationName, closesAt, settings, instrument, today: dayOf(now()) }
  }

  const codeSheet = (request: AtScan & { params: GroupParams }) =>
    atScan(request, async (trx, key) => {
      const scan = await runningScan(trx, key, request.member)
      const group = found(await queries.findGroup(trx, key, request.params.groupId))
      return codesFor(group, scan, placeOf(key))
    })

  app.get(
    '/scans/:scanId/progress',
    { config: { policy: 'scans:follow' }, schema: { params: ScanParams, response: { 200: Progress } } },
    async (request) =>
      atScan(request, async (trx, key) => {
        const line = launched(await queries.findScan(trx, key))
        return presentProgress(line, await queries.countGroups(trx, key), now())
      }),
  )

  const distributionSheet = (request: AtScan) =>
    atScan(request, async (trx, key) => {
      unclosed(await queries.findScan(trx, key), now())
      const groups = inReadingOrder(await queries.listGroups(trx, key))
      return groups.map((group) => distribute(group, placeOf(key)))
    })

  app.get(
    '/scans/:scanId/distribution',
    {
      config: { policy: 'distribution:read' },
      schema: { params: ScanParams, response: { 200: DistributionSheet } },
    },
    async (request) => ({ groups: await distributionSheet(request) }),
  )

  app.get(
    '/scans/:scanId/distribution.csv',
    {
      config: { policy: 'distribution:export' },
      schema: { params: ScanParams, querystring: CodesQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const csv = linksCsv(await distributionSheet(request), request.query.language ?? 'nl')
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="links.csv"')
        .send(csv)
    },
  )

  app.get(
    '/scans/:scanId/groups/:groupId/messages',
    {
      config: { policy: 'distribution:read' },
      schema: { params: GroupParams, response: { 200: GroupMessages } },
    },
    async (request) =>
      atScan(request, async (trx, key) => {
        const scan = await runningScan(trx, key, request.member)
        const group = found(await queries.findGroup(trx, key, request.params.groupId))
        return messagesFor(group, scan, placeOf(key))
      }),
  )

  app.get(
    '/scans/:scanId/groups/:groupId/codes',
    {
      config: { policy: 'distribution:read' },
      schema: { params: GroupParams, response: { 200: GroupCodes } },
    },
    async (request) => codeSheet(request),
  )

  app.get(
    '/scans/:scanId/groups/:groupId/codes.csv',
    {
      config: { policy: 'distribution:export' },
      schema: { params: GroupParams, querystring: CodesQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const csv = codesCsv(await codeSheet(request), request.query.language ?? 'nl')
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="codes.csv"')
        .send(csv)
    },
  )

  app.patch(
    '/scans/:scanId',
    {
      config: { policy: 'scans:extend' },
      schema: { params: ScanParams, body: ExtendScan, response: { 200: Scan } },
    },
    async (request) =>
      atScan(request, async (trx, key) => {
        const { version, closesOn } = request.body
        const line = unclosed(await queries.lockScan(trx, key), now())
        const groups = await queries.countGroups(trx, key)
        const present = (scan: queries.ScanLine) => presentScan(scan, groups, catalogue, now())
        if (line.version !== version) throw new Refusal(409, 'version-conflict', { current: present(line) })
        const fault = extensionFault(line, closesOn, now())
        if (fault) throw new Refusal(422, fault)
        await queries.extendScan(trx, key, closesOn, endOf(closesOn))
        return present(found(await queries.findScan(trx, key)))
      }),
  )

  app.post(
    '/scans/:scanId/groups',
    {
      config: { policy: 'scans:extend' },
      schema: { params: ScanParams, body: NewGroup, response: { 201: DistributedGroup } },
    },
    async (request, reply) => {
      const group = await atScan(request, async (trx, key) => {
        unclosed(await queries.lockScan(trx, key), now())
        const { settings, instrument } = await runningScan(trx, key, request.member)
        const units = await queries.listUnits(trx, key.organisationId)
        const groups = await queries.listGroups(trx, key)
        const around = { units, groups, distribution: settings.distribution, instrument, codes }
        const late = lateGroup(request.body, { ...around, scanId: key.scanId, newId: randomUUID })
        if (late.state === 'refused') throw new Refusal(late.code === 'group-exists' ? 409 : 422, late.code)
        await queries.insertScanUnits(trx, key, late.units)
        await queries.insertGroups(trx, key, [late.group])
        await queries.insertInvitations(trx, key, invitationsOf(codes, key.scanId, [late.group]))
        return distribute({ ...late.group, unitName: late.unitName }, placeOf(key))
      })
      return reply.code(201).send(group)
    },
  )

  app.patch(
    '/scans/:scanId/groups/:groupId',
    {
      config: { policy: 'scans:extend' },
      schema: { params: GroupParams, body: GrownGroup, response: { 200: DistributedGroup } },
    },
    async (request) =>
      atScan(request, async (trx, key) => {
        unclosed(await queries.lockScan(trx, key), now())
        const group = found(await queries.findGroup(trx, key, request.params.groupId))
        const grown = { ...group, invited: request.body.invited }
        if (grown.invited < group.invited) throw new Refusal(422, 'group-only-grows')
        await growGroup(trx, key, grown)
        const more = invitationsOf(codes, key.scanId, [grown], group.invited)
        await queries.insertInvitations(trx, key, more)
        return distribute(grown, placeOf(key))
      }),
  )
}

/** What is told of the group now is held on to, so that more people invited move no counter. */
async function growGroup(trx: Db, key: queries.ScanKey, { id, invited }: { id: string; invited: number }) {
  const before = found((await queries.countGroups(trx, key)).find((group) => group.id === id))
  const heldBand = toldBand(before).answeredAtLeast
  await queries.growGroup(trx, key, id, { invited, heldAnswers: before.answered, heldBand })
}

type LaunchedLine = queries.ScanLine & { opensAt: Date; closesAt: Date }

function launched(line: queries.ScanLine | undefined): LaunchedLine {
  const { opensAt, closesAt, ...rest } = found(line)
  if (!rest.launchedAt || !opensAt || !closesAt) throw new Refusal(409, 'scan-not-launched')
  return { ...rest, opensAt, closesAt }
}

function unclosed(line: queries.ScanLine | undefined, now: Date): LaunchedLine {
  const running = launched(line)
  if (statusOf(running, now) === 'closed') throw new Refusal(409, 'scan-closed')
  return running
}
