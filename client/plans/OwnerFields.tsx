import type { Action, OwnerChoice, Plan } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { DateField, RadioGroup, Select, TextField } from '../ui/Field.tsx'

type Kind = 'nobody' | 'member' | 'other'

/** What is typed about who and when; all of it stays while one looks at another kind of owner. */
interface OwnerDraft {
  kind: Kind
  membershipId: string
  name: string
  email: string
  dueOn: string
}

export function draftOwner(
  { owner, dueOn }: Pick<Action, 'owner' | 'dueOn'>,
  mayBeNobody = true,
): OwnerDraft {
  const membershipId = owner?.membershipId ?? ''
  const known = owner && !membershipId
  const kind: Kind = membershipId ? 'member' : known || !mayBeNobody ? 'other' : 'nobody'
  return {
    kind,
    membershipId,
    name: known ? owner.name : '',
    email: known ? (owner.email ?? '') : '',
    dueOn: dueOn ?? '',
  }
}

export function ownerChoice({ kind, membershipId, name, email }: OwnerDraft): OwnerChoice {
  if (kind === 'member' && membershipId) return { membershipId }
  if (kind === 'other' && name.trim()) return { name: name.trim(), email: email.trim() || null }
  return null
}

interface OwnerFieldsProps {
  draft: OwnerDraft
  onChange: (draft: OwnerDraft) => void
  members: Plan['members']
  /** An action that is planned keeps an owner and a date. */
  required?: boolean
  /** What is wrong with the date. */
  error?: string | undefined
}

export function OwnerFields({ draft, onChange, members, required = false, error }: OwnerFieldsProps) {
  const kinds: Kind[] = required ? ['member', 'other'] : ['nobody', 'member', 'other']
  const words = { nobody: 'ownerNobody', member: 'ownerMember', other: 'ownerOther' } as const
  return (
    <>
      <RadioGroup
        label={t('plans.action.ownerKind')}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
        options={kinds.map((kind) => ({ value: kind, label: t(`plans.action.${words[kind]}`) }))}
      />
      {draft.kind === 'member' && (
        <Select
          label={t('plans.action.ownerMemberChoice')}
          value={draft.membershipId}
          placeholder={t('common.pickOne')}
          required
          onChange={(membershipId) => onChange({ ...draft, membershipId })}
          options={members.map(({ membershipId, name }) => ({ value: membershipId, label: name }))}
        />
      )}
      {draft.kind === 'other' && <OtherOwner draft={draft} onChange={onChange} />}
      <DueField draft={draft} onChange={onChange} required={required} error={error} />
    </>
  )
}

type PartProps = Pick<OwnerFieldsProps, 'draft' | 'onChange' | 'error'>

function OtherOwner({ draft, onChange }: Omit<PartProps, 'error'>) {
  return (
    <div class="field-row">
      <TextField
        label={t('plans.action.ownerName')}
        value={draft.name}
        maxLength={120}
        autocomplete="off"
        required
        onInput={(name) => onChange({ ...draft, name })}
      />
      <TextField
        label={t('plans.action.ownerEmail')}
        hint={t('plans.action.ownerEmailHint')}
        type="email"
        value={draft.email}
        maxLength={254}
        autocomplete="off"
        required={false}
        onInput={(email) => onChange({ ...draft, email })}
      />
    </div>
  )
}

export function DueField({ draft, onChange, required, error }: PartProps & { required: boolean }) {
  return (
    <DateField
      label={t('plans.action.field.dueOn')}
      value={draft.dueOn}
      required={required}
      error={error}
      onInput={(dueOn) => onChange({ ...draft, dueOn })}
    />
  )
}
