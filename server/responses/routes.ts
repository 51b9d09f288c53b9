import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { countUse } from '../crowd.ts'
import { inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { codeHash, normaliseCode } from '../scans/codes.ts'
import type { Services } from '../services.ts'
import type { Language, Submission } from '../surveys/survey.ts'
import { type Burst, countAnswer, newBurst } from './bursts.ts'
import { OpenQuestionnaire, Questionnaire, Receipt, SubmitResponse } from './contract.ts'
import { newGathering } from './gathering.ts'
import { newInsisting } from './insisting.ts'
import { newMemory } from './memory.ts'
import {
  findLaunched,
  findPlace,
  type GroupPlace,
  isOfOneResponse,
  isPassing,
  markBurst,
  type Outcome,
  type Place,
  type Submit,
  submitResponses,
} from './queries.ts'
import { presentQuestionnaire } from './questionnaire.ts'
import {
  type Asked,
  askedOf,
  faultsOf,
  NOTHING_PACKED,
  type PackedResponse,
  packResponse,
  submissionMac,
} from './submission.ts'
import { newTurns, type Turns, turnsBy, untilTurn } from './turns.ts'

interface Launched {
  asked: Asked
  languages: Language[]
}

const MOST_BYTES = 64 * 1024
const TOGETHER = { atOnce: 2, most: 32 }
const PATIENCE = { mostMs: 4000, isPassing, clock: () => performance.now(), chance: Math.random }

export const responseRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, submitDb, rateStore, now, config } = services
  const openLinks = newMemory<Place>(2000)
  const launched = newMemory<Launched>(200)
  const submits = newMemory<(submit: Submit) => Promise<Outcome>>(200)
  const turns = newMemory<Turns>(20_000)
  const bursts = newMemory<Burst>(2000)

  /** Only misses count and a right code always gets through: a whole office may share one address. */
  const unlessMissed = async <T>(known: T | undefined, request: FastifyRequest) => {
    if (known !== undefined) return known
    await countUse(rateStore, 'respondent-miss', request)
    throw new Refusal(404, 'unknown-code')
  }

  app.post(
    '/questionnaires',
    {
      bodyLimit: MOST_BYTES,
      config: { policy: 'public', logged: false },
      schema: { body: OpenQuestionnaire, response: { 200: Questionnaire } },
      onSend: newCompressor(),
    },
    async (request) => {
      const place = await unlessMissed(await findPlace(db, hashOf(request.body.code)), request)
      const open = openPlace(place, now())
      const { asked, languages } = await askedAt(open)
      return presentQuestionnaire(asked, { ...open, languages })
    },
  )

  app.post(
    '/responses',
    {
      bodyLimit: MOST_BYTES,
      config: { policy: 'public', logged: false },
      schema: { body: SubmitResponse, response: { 200: Receipt } },
    },
    async (request) => {
      const { code, submissionId, ...submission } = request.body
      const secretHash = hashOf(code)
      const insist = newInsisting(PATIENCE)
      const place = await unlessMissed(await insist(() => placeOf(secretHash)), request)
      const packed = await packedAt(place, submission)
      refuseBeforeTurn(place, request.ip, submissionId)
      const mac = submissionMac(config.codeSecret, secretHash, submissionId)
      const submit = { ...packed, secretHash, submissionMac: mac, at: now() }
      const outcome = await insist(() => submitAt(place)(submit))
      if (outcome !== 'received') throw refusalOf(outcome)
      await noticeBurst(place, secretHash, submissionId)
      return { state: outcome }
    },
  )

  /** Through a shared link one sender could answer without end; whoever has a code of the own never waits. */
  function refuseBeforeTurn({ personal }: Place, address: string, submissionId: string): void {
    const sender = personal ? undefined : turnsBy(address)
    if (sender === undefined) return
    const own = turns.get(sender) ?? turns.keep(sender, newTurns())
    const wait = untilTurn(own, submissionId, now().getTime())
    if (wait > 0) throw new Refusal(429, 'too-many-requests', { retryAfter: Math.ceil(wait / 1000) })
  }

  async function noticeBurst({ personal }: Place, secretHash: Buffer, submissionId: string): Promise<void> {
    if (personal) return
    const key = secretHash.toString('base64')
    const at = now().getTime()
    const burst = bursts.get(key) ?? bursts.keep(key, newBurst(at))
    const answers = countAnswer(burst, submissionId, at)
    if (answers !== undefined) await markBurst(submitDb, secretHash, answers)
  }

  async function packedAt(place: Place, submission: Submission): Promise<PackedResponse> {
    if (place.perspective === null) return NOTHING_PACKED
    const { asked } = await askedAt(place)
    const faults = faultsOf(asked, submission)
    if (faults.length > 0) throw new Refusal(400, 'invalid-input', { faults })
    return packResponse(asked, submission)
  }

  /** A scan gathers its own responses only: one that is just closing holds up nobody else's. */
  function submitAt({ organisationId, scanId }: Place): (submit: Submit) => Promise<Outcome> {
    const store = (many: Submit[]) => submitResponses(submitDb, { organisationId, scanId }, many)
    const options = { ...TOGETHER, isOfOnePiece: isOfOneResponse }
    return submits.get(scanId) ?? submits.keep(scanId, newGathering(store, options))
  }

  async function askedAt({ organisationId, scanId, perspective }: GroupPlace): Promise<Launched> {
    const key = `${scanId} ${perspective}`
    const known = launched.get(key)
    if (known) return known
    const { instrument, languages } = found(
      await inOrganisation(db, organisationId, (trx) => findLaunched(trx, scanId)),
    )
    return launched.keep(key, { asked: askedOf(instrument, perspective), languages })
  }

  /** A link leads to the same group for ever; a personal code is looked up each time and kept nowhere. */
  async function placeOf(secretHash: Buffer): Promise<Place | undefined> {
    const key = secretHash.toString('base64')
    const known = openLinks.get(key)
    if (known) return known
    const place = await findPlace(submitDb, secretHash)
    if (place && !place.personal) openLinks.keep(key, place)
    return place
  }
}

/** What can be no code is looked up too: the answer takes as long as for one that nobody has. */
const hashOf = (code: string) => codeHash(normaliseCode(code) ?? '')

function openPlace(place: Place, now: Date): GroupPlace {
  const { opensAt, closesAt, closedAt } = place
  if (closedAt || closesAt <= now || place.perspective === null) throw refusalOf('scan-closed')
  if (opensAt > now) throw new Refusal(409, 'scan-not-open', { current: { opensAt: opensAt.toISOString() } })
  return place
}

const STATUS: Record<Exclude<Outcome, 'received'>, number> = {
  'unknown-code': 404,
  'scan-not-open': 409,
  'scan-closed': 410,
  'already-submitted': 409,
  'link-full': 429,
}

function refusalOf(outcome: Exclude<Outcome, 'received'>): Refusal {
  return new Refusal(STATUS[outcome], outcome)
}

/** A questionnaire in three languages shrinks to a quarter; the same one is compressed once. */
function newCompressor() {
  const compress = promisify(gzip)
  const compressed = newMemory<Buffer>(50)
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload
    reply.header('content-encoding', 'gzip')
    return compressed.get(payload) ?? compressed.keep(payload, await compress(payload))
  }
}
