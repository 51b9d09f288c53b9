import { t } from './text/text.ts'
import { Button } from './ui/Button.tsx'
import { Page } from './ui/Page.tsx'

export function NotFoundPage() {
  return (
    <Page title={t('common.notFound.title')} purpose={t('common.notFound.purpose')}>
      <p>
        <Button kind="primary" href="/">
          {t('common.notFound.home')}
        </Button>
      </p>
    </Page>
  )
}
