import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function UnitsPage() {
  return <Page title={t('organisations.units.title')} />
}
