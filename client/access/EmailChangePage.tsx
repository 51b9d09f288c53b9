import { useState } from 'preact/hooks'
import { confirmEmailChange } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { isLinkOver, LinkOver } from './LinkOver.tsx'
import { linkSecret } from './link-secret.ts'

export function EmailChangePage() {
  const { reloadSession } = useSession()
  const [secret] = useState(linkSecret)
  const [done, setDone] = useState(false)
  const { submit, busy, error } = useSubmit(async () => {
    await confirmEmailChange(secret)
    setDone(true)
  })
  if (done) {
    return (
      <Page title={t('signOn.email.confirmTitle')}>
        <Notice kind="strength" title={t('signOn.email.doneTitle')} live>
          <p>{t('signOn.email.done')}</p>
          <Button href="/sign-in" kind="primary" onClick={reloadSession}>
            {t('access.toSignIn')}
          </Button>
        </Notice>
      </Page>
    )
  }
  if (!secret || isLinkOver(error)) {
    return (
      <LinkOver title={t('signOn.email.confirmTitle')}>
        <Button href="/sign-in">{t('access.toSignIn')}</Button>
      </LinkOver>
    )
  }
  return (
    <Page title={t('signOn.email.confirmTitle')} purpose={t('signOn.email.confirmPurpose')}>
      <Card>
        <div class="stack">
          <ErrorNotice error={error} />
          <div class="buttons">
            <Button kind="primary" busy={busy} onClick={submit}>
              {t('signOn.email.confirm')}
            </Button>
          </div>
        </div>
      </Card>
    </Page>
  )
}
