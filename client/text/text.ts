import type { Text } from '#server/surveys/contract.ts'
import type { ApiError } from '../api.ts'
import type { words as english } from './en.ts'

export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]
export type Values = Record<string, string | number>

type Plural = { one?: string; other: string }
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string | Plural ? K : `${K}.${Leaves<T[K]>}`
}[keyof T & string]
/** Every key of the English words, such as `common.save`. */
export type Key = Leaves<typeof english>

type Branch = { [name: string]: string | Branch }
const loaders = { nl: () => import('./nl.ts'), en: () => import('./en.ts') }
const stored = 'regie.language'
const watchers = new Set<() => void>()
let active: Language = 'nl'
let leaves = new Map<string, string | Plural>()

export const language = (): Language => active

/** The words of a key in the active language; `count` chooses between one and other. */
export function t(key: Key, values: Values = {}): string {
  const leaf = leaves.get(key) ?? key
  const sentence = typeof leaf === 'string' ? leaf : pluralOf(leaf, Number(values.count))
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => shown(values[name], hole))
}

/** A text that came with a questionnaire or was written for a scan; in another language where it is not in this one. */
export function inLanguage(text: Text | undefined): string {
  return text?.[active] ?? text?.nl ?? text?.en ?? text?.fi ?? ''
}

/** The words of an API error: what happened, what was kept, what to do now. */
export function words(error: unknown): string {
  const { code = 'unexpected', requestId, retryAfter = 0 } = (error ?? {}) as Partial<ApiError>
  const key = `errors.${code}`
  const values = { requestId: requestId || '–', count: Math.max(1, Math.ceil(retryAfter / 60)) }
  return t((leaves.has(key) ? key : 'errors.unexpected') as Key, values)
}

/** The words of a fault in one field of a form. */
export function faultWords(code: string): string {
  const key = `errors.fault.${code}`
  return t((leaves.has(key) ? key : 'errors.fault.invalid') as Key)
}

export async function setLanguage(next: Language): Promise<void> {
  const file = await loaders[next]()
  leaves = flatten(file.words)
  active = next
  if (typeof document !== 'undefined') document.documentElement.lang = next
  globalThis.localStorage?.setItem(stored, next)
  for (const changed of watchers) changed()
}

export function firstLanguage(): Language {
  const wished = [globalThis.localStorage?.getItem(stored), ...(globalThis.navigator?.languages ?? [])]
  const known = wished.map((tag) => languages.find((name) => tag?.startsWith(name)))
  return known.find((name) => name !== undefined) ?? 'nl'
}

/** Calls back after each change of language; answers how to stop. */
export function onLanguage(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

function pluralOf(leaf: Plural, count: number): string {
  return new Intl.PluralRules(active).select(count) === 'one' ? (leaf.one ?? leaf.other) : leaf.other
}

function shown(value: string | number | undefined, hole: string): string {
  if (typeof value === 'number') return new Intl.NumberFormat(active).format(value)
  return value === undefined ? hole : isolated(value)
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** A name in a script that runs the other way does not turn the words around it: what `<bdi>` does, within a sentence. */
function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

export function flatten(branch: object, path = '', found = new Map<string, string | Plural>()) {
  for (const [name, value] of Object.entries(branch as Branch)) {
    const key = path + name
    if (typeof value === 'string' || 'other' in value) found.set(key, value as string | Plural)
    else flatten(value, `${key}.`, found)
  }
  return found
}
