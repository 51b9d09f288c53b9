import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function PlansPage() {
  return <Page title={t('plans.title')} />
}
