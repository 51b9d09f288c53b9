import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ResultsIndexPage() {
  return <Page title={t('results.title')} />
}
