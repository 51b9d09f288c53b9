import type { ResponseBand, Scan } from '#server/scans/contract.ts'
import { closeScan } from '../api.ts'
import { t } from '../text/text.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { bandWords } from './words.ts'

interface CloseScanDialogProps {
  open: boolean
  scan: Scan
  total: ResponseBand
  onClose: () => void
  onDone: () => void
}

export function CloseScanDialog({ open, scan, total, onClose, onDone }: CloseScanDialogProps) {
  const { busy, error, submit } = useSubmit(async () => {
    await closeScan(scan.id)
    onClose()
    onDone()
  })
  return (
    <ConfirmDialog
      open={open}
      title={t('scans.close.question', { count: total.invited })}
      confirm={t('scans.close.button')}
      danger
      busy={busy}
      error={error}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      <p>{t('scans.close.answered', { band: bandWords(total) })}</p>
      <p>{t('scans.close.what')}</p>
    </ConfirmDialog>
  )
}
