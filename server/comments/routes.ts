import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Member } from '../access/member.ts'
import { type Db, inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { findInstrument, lockScan, type ScanKey } from '../scans/queries.ts'
import { readVisibleScan } from '../scans/read.ts'
import type { Services } from '../services.ts'
import { blocksOf, type Ground } from './blocks.ts'
import {
  CommentBlocks,
  CommentParams,
  CommentQueue,
  JudgeComment,
  JudgedComment,
  ScanParams,
} from './contract.ts'
import { namesOf } from './hints.ts'
import { presentJudged } from './present.ts'
import * as queries from './queries.ts'
import { queueOf, readBlocks, readGround, readQueue } from './read.ts'
import { faultsIn } from './text.ts'

interface AtScan {
  member: Member
  params: ScanParams
}

export const commentRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  const atScan = <T>(
    { member, params }: AtScan,
    work: (trx: Db, key: ScanKey, ground: Ground) => Promise<T>,
  ) =>
    inOrganisation(db, member, async (trx) => {
      const key = { organisationId: member.organisationId, scanId: params.scanId }
      found(await readVisibleScan(trx, member, params.scanId))
      const ground = await readGround(trx, key)
      if (!ground) throw new Refusal(409, 'not-published')
      return work(trx, key, ground)
    })

  app.get(
    '/scans/:scanId/comments',
    { config: { policy: 'comments:judge' }, schema: { params: ScanParams, response: { 200: CommentQueue } } },
    (request) => atScan(request, readQueue),
  )

  app.patch(
    '/scans/:scanId/comments/:commentId',
    {
      config: { policy: 'comments:judge' },
      schema: { params: CommentParams, body: JudgeComment, response: { 200: JudgedComment } },
    },
    ({ member, params, body }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const key = { organisationId, ...params }
        const { closedAt } = found(await lockScan(trx, key))
        if (!closedAt) throw new Refusal(409, 'not-published')
        if (await queries.findCommentPublication(trx, key)) throw new Refusal(409, 'comments-published')
        const comment = found(await queries.findComment(trx, key))
        const faults = faultsIn(found(await findInstrument(trx, key)), comment, body.text)
        if (faults.length > 0) throw new Refusal(400, 'invalid-input', { faults })
        const judged = { ...comment, decision: body.decision, text: body.text?.trim() ?? comment.text }
        await queries.updateComment(trx, key, judged)
        return presentJudged(judged, namesOf(await queries.listNames(trx, organisationId)))
      }),
  )

  app.post(
    '/scans/:scanId/comment-publication',
    {
      config: { policy: 'comments:publish' },
      schema: { params: ScanParams, response: { 200: CommentBlocks } },
    },
    (request) =>
      atScan(request, async (trx, key, ground) => {
        await lockScan(trx, key)
        if (!(await queries.findCommentPublication(trx, key))) await publishNow(trx, key, ground)
        return found(await readBlocks(trx, key, ground, request.member))
      }),
  )

  async function publishNow(trx: Db, key: ScanKey, ground: Ground): Promise<void> {
    const { placed, widest } = queueOf(ground, await queries.shuffleComments(trx, key))
    const unjudged = placed.filter(({ decision }) => decision === null).length
    if (unjudged > 0) throw new Refusal(409, 'comments-unjudged', { current: { unjudged } })
    const approved = placed.filter(({ decision }) => decision === 'approved')
    await queries.insertCommentPublication(trx, key, { blocks: blocksOf(ground, approved, widest) }, now())
    await queries.deleteComments(trx, key)
  }

  app.get(
    '/scans/:scanId/comment-blocks',
    { config: { policy: 'comments:read' }, schema: { params: ScanParams, response: { 200: CommentBlocks } } },
    (request) =>
      atScan(request, async (trx, key, ground) => found(await readBlocks(trx, key, ground, request.member))),
  )
}
