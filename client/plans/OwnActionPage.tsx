import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function OwnActionPage() {
  return <Page title={t('plans.ownAction.title')} />
}
