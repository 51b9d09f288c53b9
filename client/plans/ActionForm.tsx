import { useRef, useState } from 'preact/hooks'
import type { Action, ChangeAction, Plan } from '#server/plans/contract.ts'
import { ApiError, changeAction } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Select, TextArea, TextField } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { asChange } from './changes.ts'
import { DueField, draftOwner, OwnerFields, ownerChoice } from './OwnerFields.tsx'
import { useRoom } from './use-room.ts'
import { type Difference, VersionDialog } from './VersionDialog.tsx'
import { WaitingDialog } from './WaitingDialog.tsx'
import { topicOf } from './words.ts'

interface ActionFormProps {
  plan: Plan
  action: Action
  onSaved: () => void
  onCancel: () => void
}

export function ActionForm({ plan, action, onSaved, onCancel }: ActionFormProps) {
  const [draft, setDraft] = useState<ChangeAction>(() => asChange(action))
  const [owner, setOwner] = useState(() => draftOwner(action))
  const [theirs, setTheirs] = useState<Action>()
  const version = useRef(action.version)
  const room = useRoom()
  const change: ChangeAction = plan.mayChange
    ? { ...draft, owner: ownerChoice(owner), dueOn: owner.dueOn || null }
    : { ...draft, dueOn: owner.dueOn || null }
  const { busy, error, submit, faultOf } = useSubmit(async () => {
    try {
      const after = await room.withRoom(change.dimensionId, (waiting) =>
        changeAction(action.id, { ...change, version: version.current, ...(waiting ? { waiting } : {}) }),
      )
      if (after) onSaved()
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.code !== 'version-conflict') throw cause
      setTheirs(cause.current as Action)
    }
  })
  const keepMine = () => {
    version.current = theirs?.version ?? version.current
    setTheirs(undefined)
    submit()
  }
  const isPlanned = action.owner !== null && action.dueOn !== null
  return (
    <form onSubmit={submit}>
      <TextField
        label={t('plans.action.field.title')}
        value={draft.title}
        maxLength={200}
        required
        error={faultOf('title')}
        onInput={(title) => setDraft({ ...draft, title })}
      />
      <TextArea
        label={t('plans.action.field.description')}
        value={draft.description}
        maxLength={2000}
        onInput={(description) => setDraft({ ...draft, description })}
      />
      {plan.mayChange ? (
        <>
          <Place plan={plan} draft={draft} onChange={setDraft} />
          <OwnerFields
            draft={owner}
            onChange={setOwner}
            members={plan.members}
            required={isPlanned}
            error={faultOf('dueOn')}
          />
        </>
      ) : (
        <DueField draft={owner} onChange={setOwner} required={isPlanned} error={faultOf('dueOn')} />
      )}
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('common.save')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
      <WaitingDialog plan={plan} room={room} />
      {theirs && (
        <VersionDialog
          differences={[
            ...actionDifferences(plan, change, asChange(theirs)),
            statusDifference(action, theirs),
          ]}
          onMine={keepMine}
          onTheirs={onSaved}
        />
      )}
    </form>
  )
}

interface PlaceProps {
  plan: Plan
  draft: ChangeAction
  onChange: (draft: ChangeAction) => void
}

function Place({ plan, draft, onChange }: PlaceProps) {
  const indented = plan.units.map(({ id, name, level }) => ({
    value: id,
    label: `${'\u00a0\u00a0'.repeat(level - 1)}${name}`,
  }))
  return (
    <div class="field-row">
      <Select
        label={t('plans.action.field.dimensionId')}
        value={draft.dimensionId}
        onChange={(dimensionId) => onChange({ ...draft, dimensionId })}
        options={plan.dimensions.map(({ id, title }) => ({ value: id, label: inLanguage(title) }))}
      />
      <Select
        label={t('plans.action.field.unitId')}
        value={draft.unitId ?? ''}
        placeholder={t('plans.action.wholeOrganisation')}
        onChange={(unitId) => onChange({ ...draft, unitId: unitId || null })}
        options={indented}
      />
    </div>
  )
}

/** Every field in words, for both versions. */
function actionDifferences(plan: Plan, mine: ChangeAction, theirs: ChangeAction): Difference[] {
  const rows: {
    field: 'title' | 'description' | 'dimensionId' | 'unitId' | 'ownerName' | 'dueOn'
    words: (version: ChangeAction) => string
  }[] = [
    { field: 'title', words: ({ title }) => title },
    { field: 'description', words: ({ description }) => description },
    { field: 'dimensionId', words: ({ dimensionId }) => topicOf(plan, dimensionId) },
    { field: 'unitId', words: ({ unitId }) => unitWords(plan, unitId) },
    { field: 'ownerName', words: ({ owner }) => ownerName(plan, owner) },
    { field: 'dueOn', words: ({ dueOn }) => formatDate(dueOn) },
  ]
  return rows.map(({ field, words }) => ({
    label: t(`plans.action.field.${field}`),
    mine: words(mine),
    theirs: words(theirs),
  }))
}

/** A step that someone took is kept whichever version is chosen. */
function statusDifference(mine: Action, theirs: Action): Difference {
  const words = ({ status }: Action) => t(`plans.status.${status}`)
  return { label: t('plans.actions.status'), mine: words(mine), theirs: words(theirs) }
}

function unitWords({ units }: Plan, unitId: string | null): string {
  return units.find(({ id }) => id === unitId)?.name ?? t('plans.action.wholeOrganisation')
}

function ownerName({ members }: Plan, owner: ChangeAction['owner']): string {
  if (owner === null) return t('plans.action.ownerNobody')
  if ('name' in owner) return owner.email ? `${owner.name} (${owner.email})` : owner.name
  return members.find(({ membershipId }) => membershipId === owner.membershipId)?.name ?? ''
}
