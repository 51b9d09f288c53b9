import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ActionPage() {
  return <Page title={t('plans.action.title')} />
}
