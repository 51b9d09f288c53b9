import { useState } from 'preact/hooks'
import type { Action, Prerequisite } from '#server/plans/contract.ts'
import { waivePrerequisite } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { TextArea } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { useSubmit } from '../ui/use-submit.ts'

interface PrerequisitesProps {
  prerequisites: Prerequisite[]
  /** Absent for readers who cannot skip one. */
  onWaive?: (libraryActionId: string) => void
}

export function Prerequisites({ prerequisites, onWaive }: PrerequisitesProps) {
  return (
    <ul class="prerequisites">
      {prerequisites.map((one) => (
        <li key={one.libraryActionId}>
          <span>
            {inLanguage(one.title)}{' '}
            <Badge tone={one.state === 'open' ? 'chance' : 'strength'}>{stateWords(one)}</Badge>
          </span>
          {one.state === 'done' && one.by && (
            <p class="hint">
              {t('plans.prerequisites.metBy', { ...one.by, date: formatDate(one.by.doneOn) })}
            </p>
          )}
          {one.state === 'waived' && (
            <p class="hint">{t('plans.prerequisites.waived', { name: one.byName, reason: one.reason })}</p>
          )}
          {one.state === 'open' && onWaive && (
            <Button
              kind="quiet"
              label={t('plans.prerequisites.waiveNamed', { title: inLanguage(one.title) })}
              onClick={() => onWaive(one.libraryActionId)}
            >
              {t('plans.prerequisites.waive')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function stateWords({ state }: Prerequisite): string {
  return state === 'waived' ? t('plans.prerequisites.skipped') : t(`plans.prerequisites.${state}`)
}

interface WaiveDialogProps {
  action: Action
  libraryActionId: string
  onDone: () => void
  onCancel: () => void
}

export function WaiveDialog({ action, libraryActionId, onDone, onCancel }: WaiveDialogProps) {
  const [reason, setReason] = useState('')
  const needed = action.prerequisites.find((one) => one.libraryActionId === libraryActionId)
  const title = inLanguage(needed?.title)
  const { busy, error, submit } = useSubmit(async () => {
    await waivePrerequisite(action.id, { libraryActionId, reason })
    onDone()
  })
  return (
    <ConfirmDialog
      open
      title={t('plans.prerequisites.waiveNamed', { title })}
      confirm={t('plans.prerequisites.waive')}
      busy={busy}
      error={error}
      onConfirm={submit}
      onCancel={onCancel}
    >
      <TextArea
        label={t('plans.prerequisites.reason', { title })}
        value={reason}
        maxLength={1000}
        required
        onInput={setReason}
      />
    </ConfirmDialog>
  )
}
