import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import type { NewScan } from '#server/scans/contract.ts'
import { newScan } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import type { Advice } from './next-step.ts'

export function NextStepCard({ advice, children }: { advice: Advice; children?: ComponentChildren }) {
  const { title, what, deed } = advice
  return (
    <section class="card next-step" aria-labelledby="next-step">
      <p class="next-step-word">{t('home.nextStep')}</p>
      <h2 id="next-step">{title}</h2>
      {what.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {children}
      {deed && 'href' in deed && (
        <Button kind="primary" href={deed.href}>
          {deed.label}
        </Button>
      )}
      {deed && 'scan' in deed && <MakeScan label={deed.label} scan={deed.scan} />}
    </section>
  )
}

function MakeScan({ label, scan }: { label: string; scan: NewScan }) {
  const { route } = useLocation()
  const { submit, busy, error } = useSubmit(async () => {
    const made = await newScan(scan)
    route(`/scans/${made.scan.id}/launch/who`)
  })
  return (
    <>
      <ErrorNotice error={error} />
      <Button kind="primary" busy={busy} onClick={submit}>
        {label}
      </Button>
    </>
  )
}
