import { csvOf } from '../csv.ts'
import type { Language } from '../surveys/survey.ts'
import type { PerspectiveResult, Publication, UnitResult } from './contract.ts'
import { type CsvLanguage, WORDS, type Words } from './csv-words.ts'

/** One line per figure; empty where there is none. The same columns in every part, so that a pivot table can be made. */
interface Line {
  unit: string
  perspective: string
  part: string
  topic: string
  item?: string
  value: number | string
  low?: number
  high?: number
  n?: number
  invited?: number | null
  note?: string
}

/**
 * What the page shows and nothing else: made from the same publication, hidden figures included as a word; every line says how far the
 * instrument was tested, because lines get separated from their file.
 */
export function publicationCsv(publication: Publication, language: CsvLanguage): string {
  const words = WORDS[language]
  const lines = publication.units.flatMap((unit) => unitLines(publication, unit, words))
  const { status } = publication.instrument.validation
  const instrument = words.validation[isKnown(status) ? status : 'not-validated']
  const rows = lines.map((line) => [...COLUMNS.map((column) => line[column] ?? ''), instrument])
  const fields = [...COLUMNS.map((column) => words.columns[column]), words.columns.instrument]
  return csvOf([fields, ...rows])
}

const isKnown = (status: string) => status === 'validated' || status === 'piloted'

const COLUMNS = [
  'unit',
  'perspective',
  'part',
  'topic',
  'item',
  'value',
  'low',
  'high',
  'n',
  'invited',
  'note',
] as const satisfies readonly (keyof Line)[]

function unitLines(publication: Publication, unit: UnitResult, words: Words): Line[] {
  return [
    ...unit.perspectives.flatMap((result) => [
      ...responseLines(unit, result, words),
      ...scoreLines(publication, unit, result, words),
      ...agreementLines(publication, unit, result, words),
      ...importanceLines(publication, unit, result, words),
      ...itemLines(publication, unit, result, words),
      ...changeLines(publication, unit, result, words),
    ]),
    ...gapLines(publication, unit, words),
    ...priorityLines(publication, unit, words),
  ]
}

const titleOf = (publication: Publication, dimension: number, { language }: Words) => {
  const { title, id } = publication.dimensions[dimension] ?? { title: {}, id: '' }
  return (title as Partial<Record<Language, string>>)[language] ?? id
}

function responseLines(unit: UnitResult, { perspective, response }: PerspectiveResult, words: Words): Line[] {
  const line = { unit: unit.name, perspective: words[perspective], part: words.response, topic: '' }
  if (response.state === 'hidden') return [{ ...line, value: words.hidden }]
  const sign = response.bound === 'at-least' ? '≥' : '<'
  return [{ ...line, value: `${sign}${response.percentage}`, invited: response.invited }]
}

function scoreLines(
  publication: Publication,
  unit: UnitResult,
  { perspective, dimensions }: PerspectiveResult,
  words: Words,
): Line[] {
  return dimensions.map((cell, index): Line => {
    const topic = titleOf(publication, index, words)
    const line = { unit: unit.name, perspective: words[perspective], part: words.score, topic }
    if (cell.state === 'hidden') return { ...line, value: words.hidden }
    const counted = cell.basis.state === 'counted' ? { n: cell.basis.n, invited: cell.basis.invited } : {}
    const range = cell.interval.state === 'range' ? { low: cell.interval.low, high: cell.interval.high } : {}
    const isFew = cell.basis.state === 'few' && cell.interval.state === 'none'
    const note = cell.interval.state === 'everyone' ? words.everyone : isFew ? words.few : ''
    return { ...line, value: cell.score.label, ...range, ...counted, note }
  })
}

/** Words only, as on the page. */
function agreementLines(
  publication: Publication,
  unit: UnitResult,
  { perspective, agreement = [] }: PerspectiveResult,
  words: Words,
): Line[] {
  return agreement.map((cell, index): Line => {
    const topic = titleOf(publication, index, words)
    const line = { unit: unit.name, perspective: words[perspective], part: words.agreement, topic }
    if (cell.state === 'hidden') return { ...line, value: words.hidden }
    const { careful, generous } = cell
    if (careful === null) return { ...line, value: words.agree[generous] }
    return { ...line, value: words.agree[careful], note: `${words.generous}: ${words.agree[generous]}` }
  })
}

function importanceLines(
  publication: Publication,
  unit: UnitResult,
  { perspective, importance }: PerspectiveResult,
  words: Words,
): Line[] {
  const line = { unit: unit.name, perspective: words[perspective], part: words.importance }
  if (importance.state === 'hidden') return [{ ...line, topic: '', value: words.hidden }]
  return importance.dimensions.map(({ label }, index) => ({
    ...line,
    topic: titleOf(publication, index, words),
    value: label,
  }))
}

function itemLines(
  publication: Publication,
  unit: UnitResult,
  { perspective, items }: PerspectiveResult,
  words: Words,
): Line[] {
  const { scale } = publication.instrument
  return items.flatMap(({ item, n, shares }) => {
    const index = publication.dimensions.findIndex(({ items: own }) => own.some(({ id }) => id === item))
    const text = publication.dimensions[index]?.items.find(({ id }) => id === item)?.texts[perspective]
    return shares.map((share, point) => ({
      unit: unit.name,
      perspective: words[perspective],
      part: `${words.distribution} ${scale.min + point}`,
      topic: titleOf(publication, index, words),
      item: text?.[words.language] ?? item,
      value: share,
      n,
    }))
  })
}

function changeLines(
  publication: Publication,
  unit: UnitResult,
  { perspective, change }: PerspectiveResult,
  words: Words,
): Line[] {
  return change.map((cell, index): Line => {
    const topic = titleOf(publication, index, words)
    const line = { unit: unit.name, perspective: words[perspective], part: words.change, topic }
    if (cell.state === 'hidden') return { ...line, value: words.hidden }
    const range = cell.interval.state === 'range' ? { low: cell.interval.low, high: cell.interval.high } : {}
    return { ...line, value: cell.difference ?? words.hidden, ...range, note: words[cell.label] }
  })
}

function gapLines(publication: Publication, unit: UnitResult, words: Words): Line[] {
  return unit.gaps.flatMap(({ first, second, dimensions }) =>
    dimensions.map((cell, index): Line => {
      const perspective = `${words[first]} − ${words[second]}`
      const line = {
        unit: unit.name,
        perspective,
        part: words.gap,
        topic: titleOf(publication, index, words),
      }
      if (cell.state === 'hidden') return { ...line, value: words.hidden }
      const range =
        cell.interval.state === 'range' ? { low: cell.interval.low, high: cell.interval.high } : {}
      const note = `${cell.first.label} − ${cell.second.label}`
      return { ...line, value: cell.difference ?? words.hidden, ...range, note }
    }),
  )
}

function priorityLines(publication: Publication, { name, priorities }: UnitResult, words: Words): Line[] {
  if (priorities.state === 'hidden') return []
  return priorities.topics.map(({ dimension, rank, aboutEqualToNext }) => ({
    unit: name,
    perspective: words[priorities.perspective],
    part: words.priority,
    topic: titleOf(
      publication,
      publication.dimensions.findIndex(({ id }) => id === dimension),
      words,
    ),
    value: rank,
    note: aboutEqualToNext ? words.aboutEqual : '',
  }))
}
