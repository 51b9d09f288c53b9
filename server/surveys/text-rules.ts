import { isStorableText } from '../text.ts'

export interface Fault {
  /** JSON pointer into the file; empty for the file as a whole. */
  path: string
  words: string
}

const languageNames = new Map([
  ['nl', 'Dutch'],
  ['en', 'English'],
  ['fi', 'Finnish'],
])

export function languageName(code: string): string | undefined {
  return languageNames.get(code)
}

/** Every text must be complete in the languages that the file promises, and storable. */
export function textFaults(document: unknown): Fault[] {
  const promised = promisedLanguages(document)
  return walk(document, '', (path, value) => {
    if (typeof value === 'string') {
      return isStorableText(value)
        ? []
        : [{ path, words: 'this text holds a character that cannot be stored' }]
    }
    return isText(value) ? missingLanguages(path, value, promised) : []
  })
}

function promisedLanguages(document: unknown): string[] {
  const languages = isGroup(document) ? document.languages : []
  return Array.isArray(languages) ? [...languageNames.keys()].filter((code) => languages.includes(code)) : []
}

function missingLanguages(path: string, text: Record<string, unknown>, promised: string[]): Fault[] {
  return promised
    .filter((code) => !(code in text))
    .map((code) => ({ path, words: `the ${languageName(code)} text is missing` }))
}

function walk(value: unknown, path: string, look: (path: string, value: unknown) => Fault[]): Fault[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => walk(part, `${path}/${name}`, look))
      : []
  return [...look(path, value), ...inside]
}

function isText(value: unknown): value is Record<string, unknown> {
  return isGroup(value) && Object.keys(value).some((name) => languageNames.has(name))
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
