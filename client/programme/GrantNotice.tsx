import { getSharing } from '../api.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useLoad } from '../ui/use-load.ts'

/** On the results, while the programme centre reads along. */
export function GrantNotice() {
  const person = useSignedIn()
  const [sharing] = useLoad('sharing', getSharing)
  if (sharing.state !== 'ready' || !sharing.value.grant) return null
  return (
    <Notice>
      <p>
        {t('programme.sharing.notice', { date: formatDate(sharing.value.grant.givenAt) })}{' '}
        {person?.role === 'messenger' && (
          <a href="/organisation/sharing">{t('programme.sharing.noticeLink')}</a>
        )}
      </p>
    </Notice>
  )
}
