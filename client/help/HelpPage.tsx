import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function HelpPage() {
  return <Page title={t('help.title')} />
}
