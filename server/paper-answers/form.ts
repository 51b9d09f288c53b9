import { presentQuestionnaire } from '../responses/questionnaire.ts'
import { askedOf } from '../responses/submission.ts'
import type { ScanLine } from '../scans/queries.ts'
import { PERSPECTIVES } from '../scans/scan.ts'
import type { Language, Perspective } from '../surveys/survey.ts'
import type { PaperForm } from './contract.ts'
import { type PaperScan, perspectivesOf, presentGroups } from './reading.ts'

type Occasion = Pick<
  ScanLine,
  'title' | 'closesAt' | 'minimumProfessional' | 'minimumClient' | 'minimumManager'
> & { organisation: string; languages: Language[] }

/** The questions of every perspective that takes part, and how its teams are written. */
export function presentForm(scan: PaperScan, occasion: Occasion): Omit<PaperForm, 'mostBytes'> {
  const { title, organisation, languages, closesAt } = occasion
  const taking = perspectivesOf(scan)
  return {
    groups: presentGroups(scan).map(({ id, ...group }) => group),
    questionnaires: PERSPECTIVES.filter((one) => taking.has(one)).map((perspective) =>
      presentQuestionnaire(askedOf(scan.instrument, perspective), {
        organisation,
        title,
        languages,
        closesAt: closesAt ?? new Date(0),
        minimum: minimumFor(perspective, occasion),
      }),
    ),
  }
}

function minimumFor(perspective: Perspective, occasion: Occasion): number {
  const { minimumProfessional, minimumClient, minimumManager } = occasion
  const minimums = { professional: minimumProfessional, client: minimumClient, manager: minimumManager }
  return minimums[perspective] ?? 0
}
