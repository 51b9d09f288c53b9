import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ForgotPasswordPage() {
  return <Page title={t('access.forgot.title')} />
}
