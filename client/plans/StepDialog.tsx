import { useMemo, useRef, useState } from 'preact/hooks'
import type { Action, EventKind, Plan } from '#server/plans/contract.ts'
import { addEvent, changeAction, waivePrerequisite } from '../api.ts'
import { newId } from '../responses/device.ts'
import { inLanguage, t } from '../text/text.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { TextArea } from '../ui/Field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { asChange } from './changes.ts'
import { DueField, draftOwner, OwnerFields, ownerChoice } from './OwnerFields.tsx'
import { needsOf } from './steps.ts'
import { useRoom } from './use-room.ts'
import { WaitingDialog } from './WaitingDialog.tsx'

interface StepDialogProps {
  plan: Plan
  action: Action
  kind: EventKind
  onDone: (after: Action) => void
  onCancel: () => void
}

/** Asks for what a step needs, whichever way it was begun, and takes it. */
export function StepDialog({ plan, action, kind, onDone, onCancel }: StepDialogProps) {
  const needs = needsOf(action, kind)
  const [owner, setOwner] = useState(() => draftOwner(action, false))
  const [words, setWords] = useState('')
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const id = useMemo(newId, [])
  const room = useRoom()
  const latest = useRef(action)
  const { busy, error, submit, faultOf } = useSubmit(async () => {
    // what was stored before a refusal is not sent again
    if (needsOf(latest.current, kind).owner) {
      const kept = asChange(latest.current)
      const change = { ...kept, owner: kept.owner ?? ownerChoice(owner), dueOn: owner.dueOn || null }
      latest.current = await changeAction(action.id, change)
    }
    for (const [libraryActionId, reason] of Object.entries(reasons)) {
      if (reason.trim()) await waivePrerequisite(action.id, { libraryActionId, reason })
    }
    if (kind === 'plan' && latest.current.status === 'planned') return onDone(latest.current)
    const said = needs.words ? { [needs.words]: words } : {}
    const after = await room.withRoom(action.dimensionId, (waiting) =>
      addEvent(action.id, { id, kind, ...said, ...(waiting ? { waiting } : {}) }),
    )
    if (after) onDone(after)
  })
  return (
    <>
      <ConfirmDialog
        open
        title={t(`plans.move.title.${kind}`, { title: action.title })}
        confirm={t(`plans.move.${kind}`)}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={onCancel}
      >
        {kind === 'confirm' && <p>{t('plans.move.confirmWhat', { evidence: action.evidence ?? '' })}</p>}
        {needs.prerequisites && (
          <OpenPrerequisites
            action={action}
            mayWaive={plan.mayChange}
            reasons={reasons}
            onChange={setReasons}
          />
        )}
        {needs.owner && action.owner && (
          <DueField draft={owner} onChange={setOwner} required error={faultOf('dueOn')} />
        )}
        {needs.owner && !action.owner && (
          <OwnerFields
            draft={owner}
            onChange={setOwner}
            members={plan.members}
            required
            error={faultOf('dueOn')}
          />
        )}
        {needs.words && <Words kind={kind} value={words} onInput={setWords} />}
      </ConfirmDialog>
      <WaitingDialog plan={plan} room={room} />
    </>
  )
}

const LABELS = {
  done: { label: 'evidence', hint: 'evidenceHint' },
  stop: { label: 'stopReason', hint: 'stopHint' },
  reopen: { label: 'reopenReason', hint: undefined },
  note: { label: 'noteField', hint: 'evidenceHint' },
} as const

function Words({
  kind,
  value,
  onInput,
}: {
  kind: EventKind
  value: string
  onInput: (words: string) => void
}) {
  const { label, hint } = LABELS[kind as keyof typeof LABELS]
  return (
    <TextArea
      label={t(`plans.move.${label}`)}
      hint={hint && t(`plans.move.${hint}`)}
      value={value}
      maxLength={2000}
      required
      onInput={onInput}
    />
  )
}

interface OpenPrerequisitesProps {
  action: Action
  mayWaive: boolean
  reasons: Record<string, string>
  onChange: (reasons: Record<string, string>) => void
}

function OpenPrerequisites({ action, mayWaive, reasons, onChange }: OpenPrerequisitesProps) {
  const open = action.prerequisites.filter(({ state }) => state === 'open')
  return (
    <div class="stack">
      <p>{t(mayWaive ? 'plans.prerequisites.what' : 'plans.prerequisites.askMessenger')}</p>
      {open.map(({ libraryActionId, title }) =>
        mayWaive ? (
          <TextArea
            key={libraryActionId}
            label={t('plans.prerequisites.reason', { title: inLanguage(title) })}
            value={reasons[libraryActionId] ?? ''}
            rows={2}
            maxLength={1000}
            required
            onInput={(reason) => onChange({ ...reasons, [libraryActionId]: reason })}
          />
        ) : (
          <p key={libraryActionId}>
            <strong>{inLanguage(title)}</strong>
          </p>
        ),
      )}
    </div>
  )
}
