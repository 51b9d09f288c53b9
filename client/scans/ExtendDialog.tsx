import { useState } from 'preact/hooks'
import type { Scan } from '#server/scans/contract.ts'
import { type ApiError, extendScan } from '../api.ts'
import { t } from '../text/text.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { DateField } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { useSubmit } from '../ui/use-submit.ts'

const WEEK_MS = 7 * 86_400_000

interface ExtendDialogProps {
  open: boolean
  scan: Scan
  onClose: () => void
  onDone: () => void
}

export function ExtendDialog({ open, scan, onClose, onDone }: ExtendDialogProps) {
  const closesOn = scan.closesOn ?? ''
  const [day, setDay] = useState(() => weekAfter(closesOn))
  const { busy, error, submit } = useSubmit(async () => {
    await extendScan(scan.id, versionOf(error, scan), day)
    onClose()
    onDone()
  })
  return (
    <ConfirmDialog
      open={open}
      title={t('scans.extend.question')}
      confirm={t('scans.extend.confirm', { day: formatDate(day) })}
      busy={busy}
      error={error}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      <p>{t('scans.extend.now', { day: formatDate(closesOn) })}</p>
      <DateField label={t('scans.when.closesOn')} required min={closesOn} value={day} onInput={setDay} />
    </ConfirmDialog>
  )
}

function weekAfter(day: string): string {
  return day && new Date(Date.parse(day) + WEEK_MS).toISOString().slice(0, 10)
}

/** After a conflict was shown, pressing again means: also over the other change. */
function versionOf(error: unknown, scan: Scan): number {
  const current = (error as Partial<ApiError> | undefined)?.current as Scan | undefined
  return current?.version ?? scan.version
}
