import { t } from '../text/text.ts'

/** To the page that tells how the figures of this scan are, or will be, made. */
export function MethodLink({ scanId, before }: { scanId: string; before?: boolean }) {
  return (
    <p>
      <a href={`/scans/${scanId}/method`}>{t('method.link')}</a>
      <span class="hint"> {t(before ? 'method.linkBefore' : 'method.linkAfter')}</span>
    </p>
  )
}
