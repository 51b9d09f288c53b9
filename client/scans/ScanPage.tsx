import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Scan } from '#server/scans/contract.ts'
import { getScan } from '../api.ts'
import { MethodLink } from '../results/MethodLink.tsx'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { ClosedScan } from './ClosedScan.tsx'
import { RunningScan } from './RunningScan.tsx'
import { bandFigure, bandWords, countedWords, whenWords } from './words.ts'
import './scans.css'

export function ScanPage({ scanId }: { scanId: string }) {
  return (
    <Loaded wholePage name={`scan ${scanId}`} load={() => getScan(scanId)}>
      {(scan, reload) => <View scan={scan} reload={reload} />}
    </Loaded>
  )
}

function View({ scan, reload }: { scan: Scan; reload: () => void }) {
  const { route } = useLocation()
  const isMessenger = useSignedIn()?.role === 'messenger'
  const isDraft = scan.status === 'draft'
  useEffect(() => {
    if (isDraft) route(`/scans/${scan.id}/launch/${scan.step}`, true)
  }, [isDraft])
  if (isDraft) return null
  return (
    <Page
      title={scan.title}
      purpose={whenWords(scan)}
      breadcrumb={[{ label: t('scans.title'), href: '/scans' }]}
    >
      {scan.status === 'closed' ? (
        <ClosedScan scan={scan} reload={reload} mayRepeat={isMessenger} />
      ) : isMessenger ? (
        <RunningScan scan={scan} reload={reload} />
      ) : (
        <OwnPart scan={scan} />
      )}
      <MethodLink scanId={scan.id} />
    </Page>
  )
}

/** What a manager sees: how far the own part is, and nothing about who. */
function OwnPart({ scan }: { scan: Scan }) {
  return (
    <Card title={t('scans.running.ownPart')}>
      <p class="big-figure">{bandFigure(scan.response)}</p>
      <p>{bandWords(scan.response)}</p>
      <p class="hint">
        {countedWords(scan.countedAt)} {t('scans.running.noScores')}
      </p>
    </Card>
  )
}
