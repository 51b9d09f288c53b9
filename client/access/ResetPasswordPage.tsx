import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ResetPasswordPage() {
  return <Page title={t('access.reset.title')} />
}
