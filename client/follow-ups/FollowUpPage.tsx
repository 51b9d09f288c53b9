import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function FollowUpPage() {
  return <Page title={t('followUps.title')} />
}
