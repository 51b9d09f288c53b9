import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function SignInPage() {
  return <Page title={t('access.signIn.title')} />
}
