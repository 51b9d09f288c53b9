import { checkAuditLog, type LogOf } from '../api.ts'
import { t } from '../text/text.ts'
import { Notice } from '../ui/Notice.tsx'
import { useLoad } from '../ui/use-load.ts'

/** Worked out anew each time the page is opened. */
export function LogCheck({ of }: { of: LogOf }) {
  const [check] = useLoad(`audit check ${of}`, () => checkAuditLog(of))
  if (check.state === 'loading') return <p class="hint">{t('auditLog.checking')}</p>
  if (check.state === 'failed') return <p class="hint">{t('auditLog.uncheckable')}</p>
  const { value } = check
  if (value.state === 'broken') {
    return (
      <Notice kind="chance" live>
        <p>{t('auditLog.broken', { position: value.position })}</p>
      </Notice>
    )
  }
  if (value.entries === 0) return null
  return (
    <details class="audit-check">
      <summary>{t('auditLog.whole', { count: value.entries })}</summary>
      <p class="hint">{t('auditLog.wholeHash')}</p>
      <p>
        <code>{`${value.entries}:${value.hash}`}</code>
      </p>
    </details>
  )
}
