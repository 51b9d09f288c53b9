import { type Database, inOrganisation } from '#server/database.ts'
import { newSettings } from '#server/scans/scan.ts'
import { itemsFor } from '#server/surveys/survey.ts'
import { ownQuestion } from '../../../support/cast-survey.ts'
import type { Person, Round } from './organisations.ts'

/** A launched scan of this round with its answers and comments, put straight into the database. */
export function placeRound(
  db: Database,
  organisationId: string,
  round: Round,
  previousScanId: string | null,
): Promise<string> {
  const { instrument, units, groups, people, minimums } = round
  return inOrganisation(db, organisationId, async (trx) => {
    for (const { id, parentId, name } of units) {
      await trx
        .insertInto('units')
        .values({ id, parentId, name, organisationId })
        .onConflict((conflict) => conflict.columns(['organisationId', 'id']).doNothing())
        .execute()
    }
    const { id: scanId } = await trx
      .insertInto('scans')
      .values({
        organisationId,
        previousScanId,
        title: `Scan ${round.id}`,
        settings: JSON.stringify(settingsOf(round)),
        instrument: JSON.stringify({ ...instrument, form: 'full', ownQuestions: [ownQuestion] }),
        form: 'full',
        minimumProfessional: minimums.professional,
        minimumClient: minimums.client,
        minimumManager: minimums.manager,
        launchedAt: previousScanId === null ? '2026-10-01T08:00:00Z' : '2026-11-01T08:00:00Z',
        opensAt: previousScanId === null ? '2026-10-05T08:00:00Z' : '2026-11-05T08:00:00Z',
        closesAt: '2026-12-05T22:59:59Z',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const key = { organisationId, scanId }
    await trx
      .insertInto('scanUnits')
      .values(units.map(({ id, ...unit }) => ({ ...unit, ...key, unitId: id })))
      .execute()
    for (const group of groups) {
      const own = people.filter((one) => one.unitId === group.unitId && one.perspective === group.perspective)
      const { id: groupId } = await trx
        .insertInto('scanGroups')
        .values({
          ...group,
          ...key,
          launched: group.invited,
          counted: own.filter(({ onPaper }) => !onPaper).length,
          distribution: 'codes',
          linkHash: null,
          itemCount: itemsFor(instrument, group.perspective, 'full').length,
          scaleMin: instrument.scale.min,
          scaleMax: instrument.scale.max,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const answers = own.map((person) => ({ ...key, groupId, ...sent(person) }))
      const comments = own.flatMap((person, place) =>
        person.comments.map((questionId) => ({ ...key, groupId, questionId, text: `Comment ${place}` })),
      )
      if (answers.length > 0) await trx.insertInto('responses').values(answers).execute()
      if (comments.length > 0) await trx.insertInto('comments').values(comments).execute()
    }
    return scanId
  })
}

const sent = ({ answers, importance, onPaper }: Person) => ({ answers, importance, onPaper })

function settingsOf({ instrument, groups, minimums, units }: Round) {
  const perspectives = instrument.perspectives.filter((one) =>
    groups.some(({ perspective }) => perspective === one),
  )
  return {
    ...newSettings(instrument, '2026-09-20'),
    perspectives,
    minimums,
    units: units.map(({ id, professionals }) => ({
      unitId: id,
      professionals,
      invited: Object.fromEntries(
        groups.filter(({ unitId }) => unitId === id).map((group) => [group.perspective, group.invited]),
      ),
    })),
  }
}
