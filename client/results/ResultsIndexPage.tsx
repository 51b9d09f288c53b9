import type { Scan } from '#server/scans/contract.ts'
import { listScans } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { resultsPath } from './chosen.ts'

export function ResultsIndexPage() {
  return (
    <Page title={t('results.title')} purpose={t('results.index.purpose')}>
      <Loaded name="published scans" load={listScans}>
        {(scans) => <PublishedScans scans={publishedFirst(scans)} />}
      </Loaded>
    </Page>
  )
}

/** Only those whose results are there, newest first. */
export function publishedFirst(scans: readonly Scan[]): Scan[] {
  return scans
    .filter(({ closedAt }) => closedAt !== null)
    .toSorted((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''))
}

function PublishedScans({ scans }: { scans: Scan[] }) {
  if (scans.length === 0) {
    const action = (
      <Button kind="primary" href="/scans">
        {t('results.index.empty.action')}
      </Button>
    )
    return (
      <EmptyState title={t('results.index.empty.title')} action={action}>
        <p>{t('results.index.empty.words')}</p>
      </EmptyState>
    )
  }
  return (
    <div class="cards">
      {scans.map((scan) => (
        <PublishedScan key={scan.id} scan={scan} />
      ))}
    </div>
  )
}

function PublishedScan({ scan }: { scan: Scan }) {
  const { id, title, phase, closedAt, response } = scan
  const { answeredAtLeast: answered, invited } = response
  const open = t('results.index.open')
  return (
    <Card title={title} action={<span class="hint">{t('results.index.phase', { phase })}</span>}>
      <p>{t('results.index.closed', { date: formatDate(closingDay(closedAt)) })}</p>
      {answered > 0 && <p>{t('results.index.answered', { answered, invited })}</p>}
      <div class="buttons">
        <Button href={resultsPath(id)} label={`${open}: ${title}`}>
          {open}
        </Button>
      </div>
    </Card>
  )
}
