import en from '../text/en/responses.json' with { type: 'json' }
import fi from '../text/fi/responses.json' with { type: 'json' }
import nl from '../text/nl/responses.json' with { type: 'json' }
import type { Language } from './draft.ts'

type Words = typeof en
export type Key = keyof Words
export type Values = Record<string, string | number>

/** All three languages come with the page, so that changing language needs no network. */
const all: Record<Language, Words> = { nl, en, fi }
export const languages = Object.keys(all) as Language[]
const locales = { nl: 'nl-NL', en: 'en-GB', fi: 'fi-FI' }
let active: Language = 'nl'

export const language = (): Language => active

export function speak(next: Language): void {
  active = next
  document.documentElement.lang = next
  document.title = t('pageTitle')
}

export function t(key: Key, values: Values = {}, words: Words = all[active]): string {
  const leaf = words[key]
  const sentence = typeof leaf === 'string' ? leaf : values.count === 1 ? leaf.one : leaf.other
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}

export const nameOf = (other: Language): string => t('languageName', {}, all[other])

/** Words of the questionnaire; it holds every language of its scan. */
export function said(text: Partial<Record<Language, string>>): string {
  return text[active] ?? Object.values(text)[0] ?? ''
}

export function dayOf(moment: number | string): string {
  const how = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Amsterdam' } as const
  return new Intl.DateTimeFormat(locales[active], how).format(new Date(moment))
}

/** With its year, for days that lie far away. */
export function dateOf(moment: string): string {
  const how = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Amsterdam' } as const
  return new Intl.DateTimeFormat(locales[active], how).format(new Date(moment))
}

export function timeOf(moment: number): string {
  return new Intl.DateTimeFormat(locales[active], { hour: '2-digit', minute: '2-digit' }).format(moment)
}
