import { cleanText, isStorableText } from './text.ts'

const MAX_DEPTH = 12

/** Nesting is counted before parsing: 100,000 nested arrays pass the parser and overflow the stack later. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === QUOTE) index = endOfString(text, index)
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return true
    } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) depth--
  }
  return false
}

/** Of two equal keys the parser keeps the last, a program before or behind us perhaps the first. For JSON that parses. */
export function hasTwinKeys(text: string): boolean {
  const around: (Set<string> | null)[] = []
  let isKeyNext = false
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === QUOTE) {
      const end = endOfString(text, index)
      const keys = isKeyNext ? around.at(-1) : null
      if (keys) {
        const key = JSON.parse(text.slice(index, end + 1)) as string
        if (keys.has(key)) return true
        keys.add(key)
      }
      isKeyNext = false
      index = end
    } else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      isKeyNext = character === OPEN_BRACE
      around.push(isKeyNext ? new Set() : null)
    } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) around.pop()
    else if (character === COMMA) isKeyNext = true
  }
  return false
}

/** The place of the closing quote, or behind the end. */
function endOfString(text: string, opening: number): number {
  let index = opening + 1
  while (index < text.length && text.charCodeAt(index) !== QUOTE) {
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1
  }
  return index
}

interface Unsound {
  path: string
  code: 'invalid-text' | 'invalid-number'
}

/**
 * Texts within are put in one form (see `cleanText`). Answers the first thing that cannot be kept as it came: text that PostgreSQL
 * refuses or changes, and numbers that are not what was written, such as 1e400 and 9007199254740993.
 */
export function makeSound(value: unknown): { value: unknown } | Unsound {
  const unsound = findUnsound(value, '')
  return unsound ?? { value: typeof value === 'string' ? cleanText(value) : value }
}

function findUnsound(value: unknown, path: string): Unsound | undefined {
  if (typeof value === 'string') return isStorableText(value) ? undefined : { path, code: 'invalid-text' }
  if (typeof value === 'number') return isExact(value) ? undefined : { path, code: 'invalid-number' }
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Record<string, unknown>
  for (const [key, inner] of Object.entries(fields)) {
    const unsound = findUnsound(key, path) ?? findUnsound(inner, `${path}/${key}`)
    if (unsound) return unsound
    if (typeof inner === 'string') fields[key] = cleanText(inner)
  }
  return undefined
}

const isExact = (number: number) =>
  Number.isFinite(number) &&
  !Object.is(number, -0) &&
  (!Number.isInteger(number) || Number.isSafeInteger(number))

const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
