import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function LaunchPage() {
  return <Page title={t('scans.launch.title')} />
}
