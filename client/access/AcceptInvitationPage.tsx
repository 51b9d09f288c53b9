import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function AcceptInvitationPage() {
  return <Page title={t('access.invitation.title')} />
}
