import type { Perspective, Text } from '#server/surveys/contract.ts'
import { language, t } from '../text/text.ts'
import { formatNumber } from '../ui/format.ts'

/** In the language of the reader or else in any; the id where there are no words. */
export function titleIn(text: Text | null, id: string): string {
  return text?.[language()] ?? Object.values(text ?? {})[0] ?? id
}

export const nameOf = (perspective: Perspective): string => t(`scans.perspectives.${perspective}`)

export const coefficient = (value: number | null): string =>
  value === null ? t('programme.missing') : formatNumber(value, 2)

/** Head counts are told down to a whole ten, so none means fewer than the first. */
export const countIn = (atLeast: number, step: number): string =>
  atLeast === 0 ? t('programme.fewer', { count: step }) : t('programme.atLeast', { count: atLeast })
