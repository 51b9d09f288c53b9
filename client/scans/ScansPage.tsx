import { useState } from 'preact/hooks'
import type { Scan, ScanStatus } from '#server/scans/contract.ts'
import { listScans, removeScan } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { NextScanCard, nextScan } from './NextScanCard.tsx'
import { useNewScan } from './use-new-scan.ts'
import { bandWords, whenWords } from './words.ts'
import './scans.css'

export function ScansPage() {
  const mayLaunch = useSignedIn()?.role === 'messenger'
  return (
    <Page
      title={t('scans.title')}
      purpose={t('scans.purpose')}
      action={mayLaunch && <NewScanButton kind="primary" />}
    >
      <Loaded name="scans" load={listScans}>
        {(scans, reload) =>
          scans.length === 0 ? (
            <NoScans mayLaunch={mayLaunch} />
          ) : (
            <Scans scans={scans} mayLaunch={mayLaunch} reload={reload} />
          )
        }
      </Loaded>
    </Page>
  )
}

function NewScanButton({ kind }: { kind: 'primary' | 'secondary' }) {
  const { busy, error, start } = useNewScan()
  return (
    <>
      <Button kind={kind} icon="plus" busy={busy} onClick={() => start({})}>
        {t('scans.new.button')}
      </Button>
      <ErrorNotice error={error} />
    </>
  )
}

function NoScans({ mayLaunch }: { mayLaunch: boolean }) {
  return (
    <EmptyState title={t('scans.empty.title')} action={mayLaunch && <NewScanButton kind="secondary" />}>
      <p>{t(mayLaunch ? 'scans.empty.messenger' : 'scans.empty.manager')}</p>
    </EmptyState>
  )
}

interface ScansProps {
  scans: Scan[]
  mayLaunch: boolean
  reload: () => void
}

function Scans({ scans, mayLaunch, reload }: ScansProps) {
  const proposal = mayLaunch ? nextScan(scans) : undefined
  return (
    <div class="stack">
      {proposal && <NextScanCard after={proposal} />}
      <ul class="plain-list scan-list">
        {scans.map((scan) => (
          <ScanLine key={scan.id} scan={scan} mayLaunch={mayLaunch} reload={reload} />
        ))}
      </ul>
    </div>
  )
}

const BADGES: Record<ScanStatus, string> = {
  draft: 'badge',
  scheduled: 'badge badge-chance',
  open: 'badge badge-strength',
  closed: 'badge',
}

function ScanLine({ scan, mayLaunch, reload }: Omit<ScansProps, 'scans'> & { scan: Scan }) {
  const { id, title, status, step } = scan
  const href = status === 'draft' ? `/scans/${id}/launch/${step}` : `/scans/${id}`
  return (
    <li class="card scan-line">
      <div>
        <h2>
          <a href={href}>{title}</a>
        </h2>
        <p class="hint">
          <span class={BADGES[status]}>{t(`scans.status.${status}`)}</span> {whenWords(scan)}
        </p>
      </div>
      {status === 'open' && (
        <p class="scan-line-figure">
          <span class="hint">{t('scans.running.answered')}</span> {bandWords(scan.response)}
        </p>
      )}
      <div class="buttons">
        {status === 'draft' && (
          <Button href={href} icon="next" label={`${t('scans.list.continue')}: ${title}`}>
            {t('scans.list.continue')}
          </Button>
        )}
        {status === 'draft' && <RemoveButton scan={scan} onRemoved={reload} />}
        {scan.closedAt && (
          <Button href={`/scans/${id}/results`} icon="results" label={`${t('scans.list.results')}: ${title}`}>
            {t('scans.list.results')}
          </Button>
        )}
        {scan.closedAt && mayLaunch && <RepeatButton scan={scan} />}
      </div>
    </li>
  )
}

function RepeatButton({ scan }: { scan: Scan }) {
  const { busy, error, start } = useNewScan()
  return (
    <>
      <Button
        kind="quiet"
        busy={busy}
        label={`${t('scans.repeat.button')}: ${scan.title}`}
        onClick={() => start({ previousScanId: scan.id, instrumentId: scan.instrumentId })}
      >
        {t('scans.repeat.button')}
      </Button>
      <ErrorNotice error={error} />
    </>
  )
}

function RemoveButton({ scan, onRemoved }: { scan: Scan; onRemoved: () => void }) {
  const [asking, setAsking] = useState(false)
  const { busy, error, submit } = useSubmit(async () => {
    await removeScan(scan.id)
    setAsking(false)
    onRemoved()
  })
  return (
    <>
      <Button kind="quiet" label={`${t('common.remove')}: ${scan.title}`} onClick={() => setAsking(true)}>
        {t('common.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('scans.remove.question', { title: scan.title })}
        confirm={t('common.remove')}
        danger
        busy={busy}
        error={error}
        onConfirm={() => void submit()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('scans.remove.what')}</p>
      </ConfirmDialog>
    </>
  )
}
