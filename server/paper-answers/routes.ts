import { setImmediate as othersFirst } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Member } from '../access/member.ts'
import { type Db, inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { findLaunched } from '../responses/queries.ts'
import { ScanParams } from '../scans/contract.ts'
import { inReadingOrder } from '../scans/present.ts'
import { findInstrument, findScan, listGroups, type ScanKey, type ScanLine } from '../scans/queries.ts'
import { statusOf } from '../scans/scan.ts'
import type { Services } from '../services.ts'
import {
  AnswerFile,
  type PaperFault,
  PaperForm,
  PaperOutcome,
  PaperPreview,
  TemplateQuery,
} from './contract.ts'
import { presentForm } from './form.ts'
import * as queries from './queries.ts'
import {
  faultsOf,
  newPaperReader,
  type PaperScan,
  perspectivesOf,
  presentPreview,
  type Receipted,
  weigh,
} from './reading.ts'
import { paperReceipts } from './receipts.ts'
import { templateColumns, templateCsv } from './template.ts'

const MOST_BYTES = 5 * 1024 * 1024
const PART = 65_536

interface AtScan {
  member: Member
  params: ScanParams
}

/** Answers that people gave on paper, typed into one file. */
export const paperAnswerRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, now, config } = services
  const upload = { limit: 'upload' as const }
  acceptCsvOnly(app)

  const atScan = <T>({ member, params }: AtScan, work: (trx: Db, key: ScanKey) => Promise<T>) => {
    const key = { organisationId: member.organisationId, scanId: params.scanId }
    return inOrganisation(db, member, (trx) => work(trx, key))
  }

  /** A large file takes its time: nothing of the database is held meanwhile, and others get their turn between its parts. */
  const readFile = async (request: AtScan & { body: string }) => {
    const scan = await atScan(request, async (trx, key) => {
      refuseUnlessOpen(await findScan(trx, key), now())
      return loadScan(trx, key)
    })
    const reader = newPaperReader(scan, paperReceipts(config.codeSecret, request.params.scanId))
    for (let from = 0; from < request.body.length; from += PART) {
      reader.read(request.body.slice(from, from + PART))
      await othersFirst()
    }
    const { rows, ...wrong } = reader.end()
    return { scan, rows, wrong }
  }

  app.get(
    '/scans/:scanId/paper-answers/form',
    {
      config: { policy: 'paper-answers:read' },
      schema: { params: ScanParams, response: { 200: PaperForm } },
    },
    (request) =>
      atScan(request, async (trx, key) => {
        const line = refuseWhenClosed(await findScan(trx, key), now())
        const { organisationName } = request.member
        const { languages } = found(await findLaunched(trx, key.scanId))
        const occasion = { ...line, organisation: organisationName, languages }
        return { mostBytes: MOST_BYTES, ...presentForm(await loadScan(trx, key), occasion) }
      }),
  )

  app.get(
    '/scans/:scanId/paper-answers/template',
    {
      config: { policy: 'paper-answers:read' },
      schema: { params: ScanParams, querystring: TemplateQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const language = request.query.language ?? 'nl'
      const { instrument, groups } = await atScan(request, async (trx, key) => {
        refuseWhenClosed(await findScan(trx, key), now())
        return loadScan(trx, key)
      })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${FILE_NAME[language]}.csv"`)
        .send(templateCsv(templateColumns(instrument, perspectivesOf({ groups })), language))
    },
  )

  app.post(
    '/scans/:scanId/paper-answers/previews',
    {
      bodyLimit: MOST_BYTES,
      config: { policy: 'paper-answers:read', ...upload },
      schema: { consumes: CSV, params: ScanParams, body: AnswerFile, response: { 200: PaperPreview } },
    },
    async (request) => {
      const { scan, rows, wrong } = await readFile(request)
      const macs = rows.flatMap(({ number, place }) => [number, place])
      const receipts = await atScan(request, (trx, key) => queries.findReceipts(trx, key, macs))
      const weighed = weigh(rows, receipts)
      return presentPreview(scan, weighed, faultsOf(wrong, weighed.elsewhere))
    },
  )

  app.post(
    '/scans/:scanId/paper-answers',
    {
      bodyLimit: MOST_BYTES,
      config: { policy: 'paper-answers:add', ...upload },
      schema: { consumes: CSV, params: ScanParams, body: AnswerFile, response: { 200: PaperOutcome } },
    },
    async (request) => {
      const { rows, wrong } = await readFile(request)
      refuseFaults(faultsOf(wrong).faults)
      return atScan(request, async (trx, key) => {
        refuseUnlessOpen(await queries.holdScan(trx, key), now())
        return storeOnce(trx, key, rows)
      })
    },
  )
}

/** The database decides by its unique receipts which rows are new, so two uploads at once store nothing twice. */
async function storeOnce(db: Db, key: ScanKey, rows: Receipted[]) {
  const numbers = rows.map(({ number }) => number)
  const added = await queries.insertReceipts(db, key, numbers)
  const before = numbers.map((number) => number.toString('hex')).filter((number) => !added.has(number))
  const places = await queries.findReceipts(
    db,
    key,
    rows.map(({ place }) => place),
  )
  const { fresh, known, elsewhere } = weigh(rows, new Set([...before, ...places]))
  refuseFaults(faultsOf({ faults: [], faultCount: 0 }, elsewhere).faults)
  await queries.insertReceipts(
    db,
    key,
    fresh.map(({ place }) => place),
  )
  await queries.insertOnPaper(db, key, fresh)
  return { stored: fresh.length, known: known.length }
}

async function loadScan(db: Db, key: ScanKey): Promise<PaperScan> {
  const instrument = found(await findInstrument(db, key))
  const groups = inReadingOrder(await listGroups(db, key))
  return { instrument, groups, units: await queries.listScanUnits(db, key) }
}

const FILE_NAME = { nl: 'antwoorden-op-papier', en: 'answers-on-paper' }
const CSV = ['text/csv']

/** Only here, and without reading what is larger than allowed. */
function acceptCsvOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset && !/^utf-?8$/i.test(charset)) return done(new Refusal(415, 'wrong-encoding'))
    try {
      done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer))
    } catch {
      done(new Refusal(415, 'wrong-encoding'))
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    if (Number(request.headers['content-length'] ?? 0) <= MOST_BYTES) return
    reply.header('connection', 'close')
    throw new Refusal(413, 'file-too-large')
  })
}

type Moments = Pick<ScanLine, 'launchedAt' | 'opensAt' | 'closesAt' | 'closedAt'>

function refuseWhenClosed<Line extends Moments>(line: Line | undefined, now: Date): Line {
  const known = found(line)
  const status = statusOf(known, now)
  if (status === 'draft') throw new Refusal(409, 'scan-not-launched')
  if (status === 'closed') throw new Refusal(409, 'scan-closed')
  return known
}

function refuseUnlessOpen(line: Moments | undefined, now: Date): void {
  if (statusOf(refuseWhenClosed(line, now), now) !== 'open') throw new Refusal(409, 'scan-not-open')
}

/** By line only: an address within a problem holds nothing that the sender wrote. */
function refuseFaults(faults: readonly PaperFault[]): void {
  if (faults.length === 0) return
  throw new Refusal(422, 'file-faulty', {
    faults: faults.map(({ line, code }) => ({ path: `/lines/${line}`, code })),
  })
}
