import { t } from '../text/text.ts'
import { meaningOfDifference } from './difference.ts'

/** Stands under everything that compares two scores. */
export function DifferenceHint({ steps }: { steps: number }) {
  return (
    <p class="hint">
      {meaningOfDifference(steps)} {t('results.difference.rounded')}
    </p>
  )
}
