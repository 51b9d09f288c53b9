import { useState } from 'preact/hooks'
import type { MemberInvitation } from '#server/access/contract.ts'
import type { Office, Region } from '#server/programme/contract.ts'
import { InvitationLink } from '../access/InvitationLink.tsx'
import { inviteOffice } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { RadioGroup, Select } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useFirstField } from '../ui/use-first-field.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { PersonFields } from './PersonFields.tsx'

interface InviteOfficeProps {
  regions: Region[]
  onInvited: () => void
}

export function InviteOffice({ regions, onInvited }: InviteOfficeProps) {
  const [invited, setInvited] = useState<MemberInvitation & { name: string }>()
  const [isNext, setNext] = useState(false)
  if (invited) {
    return (
      <Card title={t('programme.people.invite')}>
        <InvitationLink title={t('programme.people.done', { name: invited.name })} invitation={invited} />
        <div class="buttons">
          <Button
            onClick={() => {
              setNext(true)
              setInvited(undefined)
            }}
          >
            {t('programme.people.next')}
          </Button>
        </div>
      </Card>
    )
  }
  return (
    <Card title={t('programme.people.invite')}>
      <Form
        regions={regions}
        isNext={isNext}
        onInvited={(invitation) => {
          setInvited(invitation)
          onInvited()
        }}
      />
    </Card>
  )
}

interface FormProps {
  regions: Region[]
  isNext: boolean
  onInvited: (invited: MemberInvitation & { name: string }) => void
}

function Form({ regions, isNext, onInvited }: FormProps) {
  const form = useFirstField(isNext)
  const [person, setPerson] = useState({ name: '', email: '' })
  const [role, setRole] = useState<Office>(regions.length > 0 ? 'coordinator' : 'centre')
  const [regionId, setRegionId] = useState(regions.length === 1 ? (regions[0]?.id ?? '') : '')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const { name, email } = person
    const wish = { role, regionId: role === 'coordinator' ? regionId || null : null }
    onInvited({ name, ...(await inviteOffice({ name, email: email.trim(), ...wish })) })
  })
  return (
    <form class="stack" ref={form} onSubmit={submit}>
      <ErrorNotice error={error} />
      <PersonFields
        nameLabel={t('programme.people.name')}
        person={person}
        faultOf={faultOf}
        onChange={setPerson}
      />
      <RadioGroup
        label={t('programme.people.role')}
        value={role}
        options={[
          {
            value: 'coordinator',
            label: t('common.role.coordinator'),
            hint: t('programme.people.coordinatorHint'),
          },
          { value: 'centre', label: t('common.role.centre'), hint: t('programme.people.centreHint') },
        ]}
        onChange={setRole}
      />
      {role === 'coordinator' &&
        (regions.length === 0 ? (
          <p>{t('programme.people.noRegions')}</p>
        ) : (
          <Select
            label={t('programme.people.region')}
            placeholder={t('common.pickOne')}
            required
            value={regionId}
            error={faultOf('regionId')}
            options={regions.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setRegionId}
          />
        ))}
      <div class="buttons">
        <Button
          kind="primary"
          type="submit"
          busy={busy}
          disabled={role === 'coordinator' && regions.length === 0}
        >
          {t('programme.people.submit')}
        </Button>
      </div>
    </form>
  )
}
