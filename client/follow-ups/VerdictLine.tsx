import type { ActionVerdict } from '#server/follow-ups/contract.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { changeWords, toneOf, verdictWords, whyWords } from './words.ts'

type Judged = Pick<ActionVerdict, 'verdict' | 'perspectives' | 'unitName'>

/** Moved, not moved or cannot tell: first the word, then why, then the figures. */
export function VerdictLine({ judged: { verdict, perspectives, unitName } }: { judged: Judged }) {
  const saysNothing = verdict.state === 'cannot-tell' && verdict.reason === 'not-done'
  const figures = saysNothing ? [] : perspectives.flatMap((one) => changeWords(one) ?? [])
  return (
    <div class="verdict">
      <Badge tone={toneOf(verdict)}>{verdictWords(verdict)}</Badge>
      <p>{whyWords(verdict)}</p>
      {figures.length > 0 && (
        <p class="hint">
          {figures.join(' · ')}.{unitName && ` ${t('followUps.inUnit', { unit: unitName })}`}
        </p>
      )}
    </div>
  )
}
