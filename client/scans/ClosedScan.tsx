import { useEffect } from 'preact/hooks'
import type { Scan } from '#server/scans/contract.ts'
import { CommentsCard } from '../comments/CommentsCard.tsx'
import { RetentionCard } from '../privacy/RetentionCard.tsx'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { processesAfter, useNewScan } from './use-new-scan.ts'

const LOOK_AGAIN_MS = 5000

interface ClosedScanProps {
  scan: Scan
  reload: () => void
  mayRepeat: boolean
}

export function ClosedScan({ scan, reload, mayRepeat }: ClosedScanProps) {
  const { id, closedAt } = scan
  if (closedAt === null) return <Counting reload={reload} />
  return (
    <div class="cards">
      <Card title={t('scans.closed.results')} tone="strength">
        <p>{t('scans.closed.resultsWhat')}</p>
        <div class="buttons">
          <Button kind="primary" href={`/scans/${id}/results`} icon="results">
            {t('scans.list.results')}
          </Button>
          <Button href="/plans" icon="plan">
            {t('scans.closed.plan')}
          </Button>
        </div>
      </Card>
      <CommentsCard scanId={id} mayJudge={mayRepeat} />
      <RetentionCard scanId={id} />
      {mayRepeat && <Next scan={scan} />}
    </div>
  )
}

/** The results are worked out within seconds of the end; until then the page looks again. */
function Counting({ reload }: { reload: () => void }) {
  useEffect(() => {
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [reload])
  return (
    <Notice live title={t('scans.closed.counting')}>
      <p>{t('scans.closed.countingWhat')}</p>
    </Notice>
  )
}

function Next({ scan }: { scan: Scan }) {
  const repeat = useNewScan()
  const processes = useNewScan()
  return (
    <Card title={t('scans.closed.next')}>
      <p>{t(scan.phase === 1 ? 'scans.closed.nextCompetences' : 'scans.closed.nextProcesses')}</p>
      <ErrorNotice error={repeat.error ?? processes.error} />
      <div class="buttons">
        {scan.phase === 1 && (
          <Button busy={processes.busy} onClick={() => processes.start(() => processesAfter(scan.id))}>
            {t('scans.next.button')}
          </Button>
        )}
        <Button
          busy={repeat.busy}
          onClick={() => repeat.start({ previousScanId: scan.id, instrumentId: scan.instrumentId })}
        >
          {t('scans.repeat.button')}
        </Button>
      </div>
      <p class="hint">{t('scans.repeat.what')}</p>
    </Card>
  )
}
