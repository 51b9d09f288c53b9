import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ResultsPage() {
  return <Page title={t('results.title')} />
}
