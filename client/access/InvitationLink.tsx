import type { MemberInvitation } from '#server/access/contract.ts'
import { t } from '../text/text.ts'
import { CopyText } from '../ui/CopyText.tsx'
import { formatDate } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'

/** The link of an invitation is known only now: afterwards a new one can be made. */
export function InvitationLink({ title, invitation }: { title: string; invitation: MemberInvitation }) {
  const { link, mailed, expiresAt } = invitation
  return (
    <>
      <Notice kind="strength" title={title} live>
        <p>{t(mailed ? 'access.members.mailed' : 'access.members.notMailed')}</p>
      </Notice>
      <CopyText
        label={t('access.members.link')}
        hint={t('access.members.linkHint', { date: formatDate(expiresAt) })}
        text={link}
        rows={3}
      />
    </>
  )
}
