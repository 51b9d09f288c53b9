import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function MembersPage() {
  return <Page title={t('access.members.title')} />
}
