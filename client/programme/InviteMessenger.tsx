import { useState } from 'preact/hooks'
import type { MemberInvitation } from '#server/access/contract.ts'
import { InvitationLink } from '../access/InvitationLink.tsx'
import { inviteMessenger } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useFirstField } from '../ui/use-first-field.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { PersonFields } from './PersonFields.tsx'

interface InviteMessengerProps {
  organisationId: string
  /** Somebody is invited already: mostly a new link for that person is what is needed. */
  another: boolean
  onInvited: () => void
}

export function InviteMessenger({ organisationId, another, onInvited }: InviteMessengerProps) {
  const [person, setPerson] = useState({ name: '', email: '' })
  const [asking, setAsking] = useState(false)
  const form = useFirstField(asking)
  const [invited, setInvited] = useState<MemberInvitation & { name: string }>()
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const { name, email } = person
    setInvited({ name, ...(await inviteMessenger(organisationId, { name, email: email.trim() })) })
    onInvited()
  })
  if (invited) {
    const title = t('programme.people.done', { name: invited.name })
    return (
      <div class="stack">
        <InvitationLink title={title} invitation={invited} />
      </div>
    )
  }
  if (another && !asking) {
    return (
      <div class="buttons">
        <Button onClick={() => setAsking(true)}>{t('programme.organisation.inviteAnother')}</Button>
      </div>
    )
  }
  return (
    <form class="stack" ref={form} onSubmit={submit}>
      <h3>{t(another ? 'programme.organisation.inviteAnother' : 'programme.organisation.invite')}</h3>
      <p class="hint">{t('programme.organisation.inviteHow')}</p>
      <ErrorNotice error={error} />
      <PersonFields
        nameLabel={t('programme.organisation.inviteName')}
        person={person}
        faultOf={faultOf}
        onChange={setPerson}
      />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('programme.people.submit')}
        </Button>
      </div>
    </form>
  )
}
