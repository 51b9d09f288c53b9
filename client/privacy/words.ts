import type { Processing, Retention } from '#server/privacy/contract.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'

export const termWords = ({ kind, count }: Processing['term']): string =>
  t(`privacy.term.${kind}`, { count: count ?? 0 })

/** In a table of scans. */
export function retentionWords({ months, until, destroyedAt }: Retention): string {
  if (destroyedAt) return t('privacy.retention.destroyed', { date: formatDate(destroyedAt) })
  return until
    ? t('privacy.retention.until', { date: formatDate(until) })
    : t('privacy.retention.open', { months })
}

/** On the page of one scan. */
export function retentionLine({ months, until, destroyedAt }: Retention): string {
  if (destroyedAt) return t('privacy.retention.destroyedLine', { date: formatDate(destroyedAt) })
  return until
    ? t('privacy.retention.untilLine', { date: formatDate(until) })
    : t('privacy.retention.openLine', { months })
}
