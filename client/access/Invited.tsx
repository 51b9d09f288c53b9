import type { ComponentChildren } from 'preact'
import type { MemberInvitation } from '#server/access/contract.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'
import { AskFirst } from './AskFirst.tsx'
import { NewLink } from './NewLink.tsx'
import { Person } from './Person.tsx'

interface InvitedProps {
  invitation: { name: string; email: string; expiresAt: string; expired: boolean }
  /** Absent for who only reads. */
  change?:
    | { renew: () => Promise<MemberInvitation>; withdraw: () => Promise<unknown>; onDone: () => void }
    | undefined
  /** As what, and whether the mail went out. */
  children: ComponentChildren
}

/** Somebody who was invited and has not begun: how long the link works, a new one, and taking it back. */
export function Invited({ invitation, change, children }: InvitedProps) {
  const { name, email } = invitation
  return (
    <li>
      <Person name={name} email={email} note={<Until {...invitation} />}>
        {children}
      </Person>
      {change && (
        <div class="buttons">
          <NewLink name={name} make={change.renew} onDone={change.onDone} />
          <AskFirst
            kind="quiet"
            danger
            action={t('access.members.withdraw')}
            label={t('access.members.withdrawFor', { name })}
            question={t('access.members.withdrawQuestion', { name })}
            send={change.withdraw}
            onDone={change.onDone}
          >
            {t('access.members.withdrawWhat')}
          </AskFirst>
        </div>
      )}
    </li>
  )
}

function Until({ expired, expiresAt }: InvitedProps['invitation']) {
  if (expired) return <span class="badge badge-chance">{t('access.members.expired')}</span>
  return <>{t('access.members.until', { date: formatDate(expiresAt) })}</>
}
