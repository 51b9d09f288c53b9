import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function PlanPage() {
  return <Page title={t('plans.plan.title')} />
}
