import Papa from 'papaparse'
import type { Perspective } from '#server/surveys/survey.ts'
import { type Context, type Read, termsOf } from './read-json.ts'
import type { Statement } from './statements.ts'

/** Dimensions and items as they are written in a file. */
export interface Titled {
  dimensions: {
    id: string
    title: Record<string, string>
    items: { id: string; texts: Partial<Record<Perspective, Record<string, string>>> }[]
  }[]
}

/** Says what the line is about. */
const KEYS = ['unit', 'perspective', 'part', 'topic', 'item'] as const
type Key = (typeof KEYS)[number]

const HEADINGS: Record<string, Key | 'value' | 'note' | 'invited' | 'questionnaire'> = {
  Onderdeel: 'unit',
  Unit: 'unit',
  Perspectief: 'perspective',
  Perspective: 'perspective',
  Wat: 'part',
  What: 'part',
  Onderwerp: 'topic',
  Topic: 'topic',
  Stelling: 'item',
  Statement: 'item',
  Waarde: 'value',
  Value: 'value',
  Toelichting: 'note',
  Note: 'note',
  Uitgenodigd: 'invited',
  Invited: 'invited',
  Vragenlijst: 'questionnaire',
  Questionnaire: 'questionnaire',
}

const PERSPECTIVES: Record<string, Perspective> = {
  Professionals: 'professional',
  Cliënten: 'client',
  Clients: 'client',
  Leidinggevenden: 'manager',
  Managers: 'manager',
}

const PARTS: [RegExp, string][] = [
  [/^Respon/, 'response'],
  [/^Score/, 'score'],
  [/^(Belangrijk|Found important)/, 'importance'],
  [/^(Verandering|Change)/, 'change'],
  [/^(Verschil|Difference)/, 'gap'],
  [/^(Rangorde|Rank)/, 'rank'],
  [/^(Zijn ze het eens|Do they agree)/, 'agreement'],
]

/** Head counts as typed, and whether the questionnaire was validated: known before anybody answered. */
const KNOWN_BEFOREHAND: string[] = ['invited', 'questionnaire']

const HIDDEN = ['', 'te weinig antwoorden', 'too few answers']
/** Of parts whose value is a mean, or an order of means. */
const OF_MEANS = ['score', 'change', 'gap', 'rank']
/** Words beside a mean that say no more than the mean does. */
const NOTES_OF_MEANS = /weinig antwoorden|few answers|ongeveer gelijk|about equal|^[<>]?\d+ − [<>]?\d+$/

/** Every cell of a file that says something, under a heading that is known or not. */
export function readCsv(csv: string, read: Read, { dimensions }: Titled): Statement[] {
  const { data } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter: ';', skipEmptyLines: true })
  const [headings = [], ...lines] = data
  const columns = headings.map((heading) => HEADINGS[heading] ?? 'other')
  const place = (key: Key) => columns.indexOf(key)
  const told = columns.flatMap((column, at) =>
    [...KEYS, ...KNOWN_BEFOREHAND].includes(column) ? [] : [{ column, heading: headings[at] ?? '', at }],
  )
  return lines.flatMap((line) => {
    const keys = Object.fromEntries(KEYS.map((key) => [key, line[place(key)] ?? ''])) as Record<Key, string>
    const part = PARTS.find(([word]) => word.test(keys.part))?.[1] ?? 'unknown'
    const context = contextOf(keys, part, read, dimensions)
    return told.flatMap(({ column, heading, at }): Statement[] => {
      const text = line[at] ?? ''
      return HIDDEN.includes(text.trim()) ? [] : statementsOf({ context, part, column, text, heading }, read)
    })
  })
}

function contextOf(
  keys: Record<Key, string>,
  part: string,
  read: Read,
  dimensions: Titled['dimensions'],
): Context {
  const unit = read.units.find(({ name }) => name === keys.unit)?.id ?? read.top
  const perspectives = keys.perspective.split(' − ').flatMap((word) => PERSPECTIVES[word] ?? [])
  const [first, second] = perspectives
  const topic = dimensions.find(({ id, title }) => [id, ...Object.values(title)].includes(keys.topic))
  const item = topic?.items.find(({ id, texts }) =>
    [id, ...Object.values(texts).flatMap((text) => Object.values(text ?? {}))].includes(keys.item),
  )
  return {
    path: part,
    unit,
    perspectives: perspectives.length > 0 ? perspectives : read.head.perspectives,
    ...(topic ? { dimension: topic.id } : {}),
    ...(item ? { item: item.id } : {}),
    ...(first && second ? { pair: [first, second] as const } : {}),
    isChange: part === 'change',
    isResponse: part === 'response',
    isOfAll: part === 'importance',
  }
}

interface Told {
  context: Context
  part: string
  column: string
  text: string
  heading: string
}

function statementsOf({ context, part, column, text, heading }: Told, read: Read): Statement[] {
  const isMean =
    (column === 'value' && OF_MEANS.includes(part) && !text.includes('.')) ||
    (column === 'note' && NOTES_OF_MEANS.test(text))
  const statement = {
    terms: termsOf(context, read),
    level: isMean ? ('mean' as const) : ('detail' as const),
    from: `${part} ${heading} of ${context.unit}: ${text}`,
  }
  if (part === 'agreement') {
    return [statement, { ...statement, terms: termsOf({ ...context, isOfComplete: true }, read) }]
  }
  if (part === 'rank') {
    const ofAll = {
      ...statement,
      level: 'detail' as const,
      terms: termsOf({ ...context, isOfAll: true }, read),
    }
    return [statement, ofAll]
  }
  const isBothSides = part === 'gap' && column === 'note'
  return isBothSides
    ? context.perspectives.map((one) => ({
        ...statement,
        terms: termsOf({ ...context, perspectives: [one] }, read),
      }))
    : [statement]
}
