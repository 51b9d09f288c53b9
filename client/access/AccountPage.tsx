import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function AccountPage() {
  return <Page title={t('access.account.title')} />
}
