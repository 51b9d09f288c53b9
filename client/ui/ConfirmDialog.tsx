import type { ComponentChildren } from 'preact'
import { t } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './Notice.tsx'

interface ConfirmDialogProps {
  open: boolean
  /** The question in words: "Close the scan for 214 colleagues?" */
  title: string
  /** What the confirming button does, as a verb: "Close the scan". */
  confirm: string
  danger?: boolean
  busy?: boolean
  error?: unknown
  onConfirm: () => void
  onCancel: () => void
  /** What will happen, or fields such as a reason. */
  children?: ComponentChildren
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, confirm, danger, busy, error, onConfirm, onCancel, children } = props
  return (
    <Dialog open={open} title={title} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) onConfirm()
        }}
      >
        {children}
        <ErrorNotice error={error} />
        <div class="buttons buttons-end">
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={busy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
