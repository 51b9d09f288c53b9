import { useEffect, useState } from 'preact/hooks'
import { type Language, language, onLanguage } from '../text/text.ts'

/** Draws the component anew, with all below it, when another language is chosen. */
export function useLanguage(): Language {
  const [, changed] = useState(0)
  useEffect(() => onLanguage(() => changed((before) => before + 1)), [])
  return language()
}
