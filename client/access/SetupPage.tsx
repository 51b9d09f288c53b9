import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function SetupPage() {
  return <Page title={t('access.setup.title')} />
}
