import type { Hint } from './contract.ts'
import { ILLNESS_WORDS } from './illness-words.ts'

type Kind = Hint['kind']

/**
 * Where a comment may tell who someone is, in reading order and without overlap: the longest wins, then the kind that says
 * most. Only a help for the person who judges: it misses things and finds things that are none.
 */
export function hintsIn(text: string, names: ReadonlySet<string>): Hint[] {
  const folded = foldText(text)
  const found = [
    ...emailsIn(text),
    ...citizenNumbersIn(text),
    ...phonesIn(text),
    ...namesIn(folded, names),
    ...illnessesIn(folded),
  ]
  const kept: Hint[] = []
  for (const hint of found.sort((a, b) => b.end - b.start - (a.end - a.start) || weight(a) - weight(b))) {
    if (kept.every(({ start, end }) => hint.end <= start || hint.start >= end)) kept.push(hint)
  }
  return kept.sort((a, b) => a.start - b.start)
}

const WEIGHTS: Kind[] = ['email', 'bsn', 'phone', 'name', 'illness']
const weight = ({ kind }: Hint) => WEIGHTS.indexOf(kind)

const LEAST_LETTERS = 3
const PARTICLES = new Set([
  'van',
  'von',
  'den',
  'der',
  'ter',
  'ten',
  'het',
  'del',
  'dos',
  'las',
  'los',
  'the',
  'und',
  'bin',
])

/** First and last names of these people, each apart, as `hintsIn` wants them. */
export function namesOf(people: Iterable<string>): Set<string> {
  const parts = [...people].flatMap((name) => foldText(name).text.match(WORD) ?? [])
  return new Set(parts.filter((part) => part.length >= LEAST_LETTERS && !PARTICLES.has(part)))
}

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+ ?(?:@|\(at\)|\[at\]) ?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu

function emailsIn(text: string): Hint[] {
  return [...text.matchAll(EMAIL)].map((match) => hintAt('email', match.index, match[0]))
}

const GAP = '[ ./()-]{0,3}'
/** A date is no telephone number, though it may begin with 0 and be followed by a time. */
const NO_DATE = '(?!\\d{1,2}[ ./-]\\d{1,2}[ ./-]\\d{4}(?!\\d))'
const BEGIN = '(?<!\\d|\\d[.,-])'
/** With + or 00 and the land: Dutch +31 6…, Finnish +358 40…, and others. */
const ABROAD = new RegExp(`${BEGIN}\\(?(?:\\+|00)(?:${GAP}\\d){9,14}(?!\\d)`, 'gu')
/** 06-12345678 and 020 123 45 67 have ten digits; Finnish ones, such as 09 123 4567 and 0400 123 456, nine to eleven. */
const AT_HOME = new RegExp(`${BEGIN}${NO_DATE}\\(?0(?:${GAP}\\d){8,10}(?!\\d)`, 'gu')

function phonesIn(text: string): Hint[] {
  return [ABROAD, AT_HOME].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => hintAt('phone', match.index, match[0])),
  )
}

const DIGITS_OF_BSN = [9, 8]
const DATE = /^(?:\d{1,2}[ .]\d{1,2}[ .]\d{4}|\d{4}[ .]\d{1,2}[ .]\d{1,2})$/

/** Every place where a number may begin, also inside a row of numbers. */
function citizenNumbersIn(text: string): Hint[] {
  return DIGITS_OF_BSN.flatMap((digits) => {
    const pattern = new RegExp(`(?<!\\d)(?=(\\d(?:[ .]?\\d){${digits - 1}})(?!\\d))`, 'g')
    return [...text.matchAll(pattern)].flatMap(({ index, 1: number = '' }) =>
      !DATE.test(number) && isCitizenNumber(number.replace(/\D/g, '')) ? [hintAt('bsn', index, number)] : [],
    )
  })
}

/** The eleven test of the Dutch citizen service number; one of eight digits has lost its leading zero. */
export function isCitizenNumber(digits: string): boolean {
  const number = digits.padStart(9, '0')
  const sum = [...number].reduce(
    (total, digit, place) => total + Number(digit) * (place === 8 ? -1 : 9 - place),
    0,
  )
  return /^\d{9}$/.test(number) && Number(number) > 0 && sum % 11 === 0
}

const WORD = /\p{L}+/gu

/** A name also with the Dutch s of possession: Pieters idee. */
function namesIn({ text, at }: Folded, names: ReadonlySet<string>): Hint[] {
  return [...text.matchAll(WORD)].flatMap(({ index, 0: word }) => {
    const isName = names.has(word) || (word.endsWith('s') && names.has(word.slice(0, -1)))
    return isName ? [{ kind: 'name' as const, ...placed(at, index, word) }] : []
  })
}

/** The longest first, so that sick leave is marked as a whole. */
const ILLNESSES = ILLNESS_WORDS.toSorted((a, b) => b.length - a.length)
  .map((word) => word.replaceAll('-', '[- ]?').replaceAll('*', '\\p{L}*'))
  .join('|')
const ILLNESS = new RegExp(`(?<!\\p{L})(?:${ILLNESSES})(?!\\p{L})`, 'gu')

function illnessesIn({ text, at }: Folded): Hint[] {
  return [...text.matchAll(ILLNESS)].map((match) => ({
    kind: 'illness',
    ...placed(at, match.index, match[0]),
  }))
}

/** `at[i]` is the place in the original of letter `i`; one more for the end. */
interface Folded {
  text: string
  at: number[]
}

const SPECIAL: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }

/** Lower case and without accents, however they were typed. */
function foldText(original: string): Folded {
  let text = ''
  const at: number[] = []
  let place = 0
  for (const letter of original) {
    const plain = letter.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
    const folded = SPECIAL[plain] ?? plain
    for (let unit = 0; unit < folded.length; unit++) at.push(place)
    text += folded
    place += letter.length
  }
  return { text, at: [...at, place] }
}

function placed(at: readonly number[], index: number, match: string) {
  return { start: at[index] ?? 0, end: at[index + match.length] ?? 0 }
}

function hintAt(kind: Kind, start: number, match: string): Hint {
  return { kind, start, end: start + match.length }
}
