import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function SlipsPage() {
  return <Page title={t('scans.slips.title')} />
}
