import { csvOf } from '../csv.ts'
import { itemsFor, type LaunchedInstrument, type Perspective, questionsOf } from '../surveys/survey.ts'

const DELIMITER = { nl: ';', en: ',' } as const

/** The columns of this scan's file, in the order of the questionnaire. */
export function templateColumns(
  instrument: LaunchedInstrument,
  perspectives: ReadonlySet<Perspective>,
): string[] {
  const asked = new Set(
    [...perspectives].flatMap((one) => itemsFor(instrument, one, instrument.form).map(({ id }) => id)),
  )
  const items = instrument.dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id))
  return [
    'respondent',
    'perspective',
    'unit',
    ...items.filter((id) => asked.has(id)),
    ...(instrument.importanceQuestion ? ['importance'] : []),
    ...questionsOf(instrument).map(({ id }) => id),
  ]
}

export function templateCsv(columns: string[], language: 'nl' | 'en'): string {
  return csvOf([columns], DELIMITER[language])
}
