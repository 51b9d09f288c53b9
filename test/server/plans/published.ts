import { type Database, inOrganisation } from '#server/database.ts'
import type { ChangeCell, Figure, Publication, UnitResult } from '#server/results/contract.ts'
import type { Instrument } from '#server/surveys/survey.ts'

export interface PublishedUnit {
  id: string
  parentId: string | null
  name: string
}

export interface Published {
  organisationId: string
  instrument: Instrument
  units: PublishedUnit[]
  title?: string
  opensAt?: string
  closedAt?: string
  previousScanId?: string
  /** Change per dimension id of the whole organisation; elsewhere it is hidden. */
  changes?: Record<string, ChangeCell>
  /** Ids from the first topic to the last. */
  ranked?: string[]
}

export const figure = (value: number): Figure => ({ value, label: String(value) })

export function change(
  label: 'higher' | 'lower' | 'no-clear-change',
  difference: number,
  low: number,
  high: number,
): ChangeCell {
  const [before, after] = [figure(50), figure(50 + difference)]
  const interval = { state: 'range' as const, low, high }
  return { state: 'shown', label, before, after, difference, interval, effect: 0.5, sharedItemsOnly: false }
}

/** A publication as results makes it, with the figures that a test is about and nothing else. */
export function publicationOf(published: Published, scanId: string): Publication {
  const { instrument, units } = published
  const { id, version, phase, title, validation, scale, dimensions } = instrument
  const closedAt = published.closedAt ?? '2026-11-14T22:59:59Z'
  return {
    engineVersion: 'test',
    scan: { id: scanId, title: titleOf(published), opensAt: opensAt(published), closedAt },
    previous: null,
    instrument: {
      id,
      version,
      phase,
      form: 'full',
      title,
      validation: { status: validation.status, note: validation.note },
      scale: { min: scale.min, max: scale.max, anchors: scale.anchors },
    },
    minimums: { professional: 5, client: 10, manager: 5, detail: 10 },
    perspectives: ['professional'],
    dimensions: dimensions.map((one) => ({
      id: one.id,
      title: one.title,
      definition: one.definition,
      items: [],
    })),
    units: units.map((unit) => unitResult(unit, published)),
    notices: [],
  }
}

function unitResult(unit: PublishedUnit, { instrument, changes = {}, ranked = [] }: Published): UnitResult {
  const isWhole = unit.parentId === null
  const ids = instrument.dimensions.map(({ id }) => id)
  const hidden = { state: 'hidden' as const }
  return {
    ...unit,
    level: isWhole ? 0 : 1,
    perspectives: [
      {
        perspective: 'professional',
        response: hidden,
        dimensions: ids.map((_id, place) => ({
          state: 'shown',
          score: figure(50 + place),
          basis: { state: 'few' },
          interval: { state: 'none' },
        })),
        highlights: { state: 'shown', alike: false, strengths: ids.slice(-3), chances: ids.slice(0, 3) },
        importance: hidden,
        items: [],
        change: ids.map((id) => (isWhole ? (changes[id] ?? hidden) : hidden)),
      },
    ],
    gaps: [],
    priorities:
      ranked.length === 0
        ? hidden
        : {
            state: 'shown',
            perspective: 'professional',
            target: 75,
            topics: ranked.map((dimension, place) => ({
              dimension,
              rank: place + 1,
              score: figure(50),
              importance: figure(40),
              aboutEqualToNext: false,
            })),
          },
  }
}

/** A closed scan with its publication, put straight into the database. */
export function publish(db: Database, published: Published): Promise<string> {
  const { organisationId, instrument, previousScanId = null } = published
  const closedAt = published.closedAt ?? '2026-11-14T22:59:59Z'
  return inOrganisation(db, organisationId, async (trx) => {
    const { id: scanId } = await trx
      .insertInto('scans')
      .values({
        organisationId,
        title: titleOf(published),
        settings: JSON.stringify({ instrumentId: instrument.id, step: 'check' }),
        instrument: JSON.stringify({ ...instrument, form: 'full', ownQuestions: [] }),
        form: 'full',
        previousScanId,
        minimumProfessional: 5,
        minimumClient: 10,
        minimumManager: 5,
        launchedAt: opensAt(published),
        opensAt: opensAt(published),
        closesAt: closedAt,
        closedAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const units = published.units.map(({ id: unitId, ...unit }) => ({ ...unit, unitId }))
    await trx
      .insertInto('scanUnits')
      .values(units.map((unit) => ({ ...unit, organisationId, scanId, professionals: null })))
      .execute()
    await trx
      .insertInto('publications')
      .values({
        organisationId,
        scanId,
        document: JSON.stringify(publicationOf(published, scanId)),
        comparison: JSON.stringify({ cells: [] }),
        engineVersion: 'test',
        publishedAt: closedAt,
      })
      .execute()
    return scanId
  })
}

function titleOf({ title }: Published): string {
  return title ?? 'Najaar'
}

function opensAt(published: Published): string {
  return published.opensAt ?? '2026-11-01T08:00:00Z'
}
