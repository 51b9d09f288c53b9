import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function ScanPage() {
  return <Page title={t('scans.scan.title')} />
}
