import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function HomePage() {
  return <Page title={t('home.title')} />
}
