import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface AskFirstProps {
  /** The words of the button, also of the one that confirms. */
  action: string
  /** For who cannot see beside what the button stands. */
  label?: string
  question: string
  kind?: 'quiet' | 'secondary'
  danger?: boolean
  disabled?: boolean
  send: () => Promise<unknown>
  onDone: () => void
  /** What will happen. */
  children: ComponentChildren
}

/** A button for something that is hard to undo: it asks in words first. */
export function AskFirst({ action, label, question, kind, danger, disabled, ...rest }: AskFirstProps) {
  const [open, setOpen] = useState(false)
  const { submit, busy, error } = useSubmit(async () => {
    await rest.send()
    setOpen(false)
    rest.onDone()
  })
  return (
    <>
      <Button kind={kind} label={label} disabled={disabled} onClick={() => setOpen(true)}>
        {action}
      </Button>
      <ConfirmDialog
        open={open}
        title={question}
        confirm={action}
        danger={danger}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setOpen(false)}
      >
        <p>{rest.children}</p>
      </ConfirmDialog>
    </>
  )
}
