import { useState } from 'preact/hooks'
import type { MemberInvitation, Role } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { inviteMember } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { InvitationLink } from './InvitationLink.tsx'
import { RoleChoice, UnitChoice } from './RoleChoice.tsx'
import { useHoldFocus } from './use-hold-focus.ts'

/** Where it stands on its page. */
export const INVITE = 'invite'

type Invited = MemberInvitation & { name: string }

export function InviteForm({ units, onInvited }: { units: Unit[]; onInvited: () => void }) {
  const [invited, setInvited] = useState<Invited>()
  const { place, holdFocus } = useHoldFocus()
  const showLink = (invitation: Invited) => {
    holdFocus()
    setInvited(invitation)
    onInvited()
  }
  const showForm = () => {
    holdFocus()
    setInvited(undefined)
  }
  return (
    <section id={INVITE} ref={place} tabIndex={-1} aria-label={t('access.members.invite')}>
      <Card title={t('access.members.invite')}>
        {invited ? <Link invited={invited} onNext={showForm} /> : <Form units={units} onInvited={showLink} />}
      </Card>
    </section>
  )
}

function Link({ invited, onNext }: { invited: Invited; onNext: () => void }) {
  return (
    <div class="stack">
      <InvitationLink title={t('access.members.invited', { name: invited.name })} invitation={invited} />
      <div class="buttons">
        <Button onClick={onNext}>{t('access.members.inviteNext')}</Button>
      </div>
    </div>
  )
}

interface FormProps {
  units: Unit[]
  onInvited: (invited: Invited) => void
}

function Form({ units, onInvited }: FormProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('manager')
  const [unitId, setUnitId] = useState('')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const bound = role === 'manager' && unitId ? unitId : null
    onInvited({ name, ...(await inviteMember({ name, email: email.trim(), role, unitId: bound })) })
  })
  return (
    <form class="stack" onSubmit={submit}>
      <ErrorNotice error={error} />
      <div class="field-row">
        <TextField
          label={t('access.members.inviteName')}
          name="colleague"
          required
          maxLength={120}
          value={name}
          error={faultOf('name')}
          onInput={setName}
        />
        <TextField
          label={t('access.email')}
          type="email"
          name="colleague-email"
          required
          maxLength={254}
          value={email}
          error={faultOf('email')}
          onInput={setEmail}
        />
      </div>
      <RoleChoice role={role} onChange={setRole} />
      {role === 'manager' && <UnitChoice units={units} unitId={unitId} onChange={setUnitId} />}
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('access.members.inviteSubmit')}
        </Button>
      </div>
    </form>
  )
}
