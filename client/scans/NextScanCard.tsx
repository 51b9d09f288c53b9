import type { Scan } from '#server/scans/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { processesAfter, useNewScan } from './use-new-scan.ts'

/** After a closed competence scan, as long as no processes scan was begun, the processes come next. */
export function nextScan(scans: readonly Scan[]): Scan | undefined {
  if (scans.some(({ phase }) => phase === 2)) return undefined
  return scans.find(({ phase, closedAt }) => phase === 1 && closedAt !== null)
}

export function NextScanCard({ after }: { after: Scan }) {
  const { busy, error, start } = useNewScan()
  return (
    <Card title={t('scans.next.title')} tone="strength">
      <p>{t('scans.next.why', { title: after.title })}</p>
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" busy={busy} onClick={() => start(() => processesAfter(after.id))}>
          {t('scans.next.button')}
        </Button>
      </div>
    </Card>
  )
}
