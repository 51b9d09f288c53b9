import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

export function OutboxPage() {
  return <Page title={t('access.outbox.title')} />
}
