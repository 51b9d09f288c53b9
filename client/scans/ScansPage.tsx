import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ScansPage() {
  return <Page title={t('scans.title')} />
}
