import en from '../text/en/what-happens.json' with { type: 'json' }
import fi from '../text/fi/what-happens.json' with { type: 'json' }
import nl from '../text/nl/what-happens.json' with { type: 'json' }
import type { Language } from './draft.ts'
import type { Values } from './words.ts'

type Words = typeof en
const all: Record<Language, Words> = { nl, en, fi }

export type Tell = (key: keyof Words, values?: Values) => string

/** The words of this page come with it, so that the questions themselves load as fast as before. */
export function tellIn(language: Language): Tell {
  return (key, values = {}) =>
    all[language][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}
