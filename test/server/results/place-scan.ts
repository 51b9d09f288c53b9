import { type Database, inOrganisation } from '#server/database.ts'
import { type Form, type Instrument, itemsFor, type Perspective } from '#server/surveys/survey.ts'

export interface PlacedUnit {
  id: string
  parentId: string | null
  name: string
}

export interface PlacedGroup {
  unitId: string
  perspective: Perspective
  invited: number
  /** One list per person, in the order of the items asked. */
  answers: (number | null)[][]
  importance?: number[]
}

export interface PlacedScan {
  organisationId: string
  instrument: Instrument
  form?: Form
  title?: string
  units: PlacedUnit[]
  groups: PlacedGroup[]
  opensAt?: string
  closesAt?: string
  previousScanId?: string
}

/** A launched scan with its answers, put straight into the database. Units that exist already are used as they are. */
export function placeScan(db: Database, placed: PlacedScan): Promise<string> {
  const { organisationId, instrument, form = 'full', units, groups } = placed
  return inOrganisation(db, organisationId, async (trx) => {
    for (const unit of units) {
      await trx
        .insertInto('units')
        .values({ ...unit, organisationId })
        .onConflict((conflict) => conflict.columns(['organisationId', 'id']).doNothing())
        .execute()
    }
    const { id: scanId } = await trx
      .insertInto('scans')
      .values({
        organisationId,
        title: placed.title ?? 'Scan',
        settings: '{}',
        instrument: JSON.stringify({ ...instrument, form, ownQuestions: [] }),
        form,
        previousScanId: placed.previousScanId ?? null,
        minimumProfessional: 5,
        minimumClient: 10,
        minimumManager: 5,
        launchedAt: '2026-10-01T08:00:00Z',
        opensAt: placed.opensAt ?? '2026-10-05T08:00:00Z',
        closesAt: placed.closesAt ?? '2026-12-05T22:59:59Z',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const { id, parentId, name } of units) {
      await trx
        .insertInto('scanUnits')
        .values({ organisationId, scanId, unitId: id, parentId, name, professionals: null })
        .execute()
    }
    for (const { unitId, perspective, invited, answers, importance = [] } of groups) {
      const { id: groupId } = await trx
        .insertInto('scanGroups')
        .values({
          organisationId,
          scanId,
          unitId,
          perspective,
          invited,
          launched: invited,
          distribution: 'codes',
          linkHash: null,
          itemCount: itemsFor(instrument, perspective, form).length,
          scaleMin: instrument.scale.min,
          scaleMax: instrument.scale.max,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      for (const one of answers) {
        await trx
          .insertInto('responses')
          .values({ organisationId, scanId, groupId, answers: one, importance })
          .execute()
      }
    }
    return scanId
  })
}
