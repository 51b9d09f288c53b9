import type { PerspectiveChange, Verdict } from '#server/follow-ups/contract.ts'
import { t } from '../text/text.ts'
import { formatSigned } from '../ui/format.ts'

export function verdictWords(verdict: Verdict): string {
  return t(`followUps.verdict.${verdict.state === 'moved' ? verdict.direction : verdict.state}`)
}

export function whyWords(verdict: Verdict): string {
  if (verdict.state === 'moved') return t(`followUps.why.${verdict.direction}`)
  return t(`followUps.why.${verdict.state === 'cannot-tell' ? verdict.reason : verdict.state}`)
}

/** Orange says: here is something to work on. Colour only beyond noise. */
export function toneOf(verdict: Verdict): 'strength' | 'chance' | 'neutral' {
  if (verdict.state !== 'moved') return 'neutral'
  return verdict.direction === 'higher' ? 'strength' : 'chance'
}

/** "+9 (3 to 15)"; beside a band only the word. */
export function changeWords({ perspective, change }: PerspectiveChange): string | undefined {
  if (change.state === 'hidden') return undefined
  const who = t(`scans.perspectives.${perspective}`)
  const { difference, interval, label } = change
  if (difference === null || interval.state === 'none') {
    return t('followUps.figuresBand', { who, label: t(`followUps.label.${label}`) })
  }
  const [low, high] = [formatSigned(interval.low), formatSigned(interval.high)]
  return t('followUps.figures', { who, difference: formatSigned(difference), low, high })
}
