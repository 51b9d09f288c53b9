import { randomUUID } from 'node:crypto'
import { type Db, inOrganisation } from '#server/database.ts'
import { closeScan } from '#server/results/jobs.ts'
import { codeHash, codeMaker } from '#server/scans/codes.ts'
import { itemsFor, type LaunchedInstrument, type Perspective } from '#server/surveys/survey.ts'
import { launchTiny, ownQuestion } from '../../support/cast-survey.ts'
import type { World } from '../../support/world.ts'

export interface LaunchedScan {
  organisationId: string
  scanId: string
  /** One link for all professionals, one for all managers. */
  link: { professional: string; manager: string }
  /** Five clients, or as many as asked for, each with a code of their own. */
  codes: string[]
}

interface WithDatabase {
  services: Pick<World['services'], 'db'>
}

interface Choices {
  organisation?: string
  opensAt?: string
  closesAt?: string
  instrument?: LaunchedInstrument
  /** How many clients have a code each. */
  clients?: number
}

const codes = codeMaker('a secret that only these tests know')

/** A running scan, put straight into the database: launching is told elsewhere. */
export function launchScan(world: WithDatabase, choices: Choices = {}): Promise<LaunchedScan> {
  const organisationId = randomUUID()
  const instrument = choices.instrument ?? launchTiny('full', [ownQuestion])
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    const name = choices.organisation ?? 'De Brug'
    await trx.insertInto('organisations').values({ id: organisationId, name }).execute()
    const unit = { organisationId, unitId: randomUUID(), parentId: null, name }
    const { unitId: id, ...root } = unit
    await trx
      .insertInto('units')
      .values({ ...root, id })
      .execute()
    const { id: scanId } = await trx
      .insertInto('scans')
      .values({
        organisationId,
        title: 'Scan in het najaar',
        settings: JSON.stringify({ languages: ['nl', 'fi'] }),
        instrument: JSON.stringify(instrument),
        form: instrument.form,
        minimumProfessional: 6,
        minimumClient: 10,
        minimumManager: 5,
        launchedAt: '2026-11-01T08:00:00Z',
        opensAt: choices.opensAt ?? '2026-11-02T08:00:00Z',
        closesAt: choices.closesAt ?? '2026-12-01T23:00:00Z',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('scanUnits')
      .values({ ...unit, scanId, professionals: 40 })
      .execute()
    const addGroup = async (perspective: Perspective, distribution: 'open-link' | 'codes') => {
      const groupId = randomUUID()
      const code = codes.linkCode(scanId, groupId)
      const group = {
        organisationId,
        scanId,
        id: groupId,
        unitId: id,
        perspective,
        distribution,
        invited: 40,
      }
      const asked = itemsFor(instrument, perspective, instrument.form).length
      const linkHash = distribution === 'open-link' ? codeHash(code) : null
      await trx
        .insertInto('scanGroups')
        .values({ ...group, linkHash, itemCount: asked, scaleMin: 1, scaleMax: 5 })
        .execute()
      return { groupId, code }
    }
    const professionals = await addGroup('professional', 'open-link')
    const managers = await addGroup('manager', 'open-link')
    const { groupId } = await addGroup('client', 'codes')
    const personal = Array.from({ length: choices.clients ?? 5 }, (_one, place) =>
      codes.personalCode(scanId, groupId, place),
    )
    await trx
      .insertInto('invitations')
      .values(personal.map((code) => ({ organisationId, scanId, groupId, codeHash: codeHash(code) })))
      .execute()
    const link = { professional: professionals.code, manager: managers.code }
    return { organisationId, scanId, link, codes: personal }
  })
}

/** What lies in the database for this scan, mixed or not. */
export function storedAt(world: World, { organisationId }: LaunchedScan) {
  return inOrganisation(world.services.db, organisationId, async (trx) => ({
    ...(await answersIn(trx)),
    receipts: (await trx.selectFrom('receipts').select('submissionMac').execute()).length,
    used: (await trx.selectFrom('invitations').select('used').where('used', '=', true).execute()).length,
  }))
}

async function answersIn(trx: Db) {
  const waiting = await trx.selectFrom('inbox').select(['answers', 'importance', 'comments']).execute()
  const mixed = await trx.selectFrom('responses').select(['answers', 'importance']).execute()
  const apart = await trx.selectFrom('comments').select(['questionId', 'text']).execute()
  const inside = waiting.flatMap(({ comments }) => Object.entries(comments ?? {}))
  return {
    responses: [...waiting.map(({ answers, importance }) => ({ answers, importance })), ...mixed],
    comments: [...inside.map(([questionId, text]) => ({ questionId, text })), ...apart],
  }
}

/** Closes and publishes, and counts what was accepted until then. */
export function closeAndCount(world: World, { organisationId, scanId }: LaunchedScan): Promise<number> {
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    await closeScan(trx, { organisationId, scanId }, world.clock.now())
    return (await trx.selectFrom('responses').select('id').execute()).length
  })
}
