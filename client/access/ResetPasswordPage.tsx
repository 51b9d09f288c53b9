import { useState } from 'preact/hooks'
import { resetPassword } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { isLinkOver, LinkOver } from './LinkOver.tsx'
import { linkSecret } from './link-secret.ts'
import { NewPassword } from './NewPassword.tsx'

export function ResetPasswordPage() {
  const secret = linkSecret()
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    await resetPassword({ secret, password })
    setDone(true)
  })
  if (done) {
    return (
      <Page title={t('access.reset.title')}>
        <Notice kind="strength" title={t('access.reset.doneTitle')} live>
          <p>{t('access.reset.done')}</p>
          <Button href="/sign-in" kind="primary">
            {t('access.toSignIn')}
          </Button>
        </Notice>
      </Page>
    )
  }
  if (!secret || isLinkOver(error)) {
    return (
      <LinkOver title={t('access.reset.title')}>
        <Button kind="primary" href="/forgot-password">
          {t('access.reset.again')}
        </Button>
      </LinkOver>
    )
  }
  return (
    <Page title={t('access.reset.title')} purpose={t('access.reset.purpose')}>
      <Card>
        <form class="stack" onSubmit={submit}>
          <ErrorNotice error={error} />
          <NewPassword email="" value={password} onInput={setPassword} error={faultOf('password')} />
          <div class="buttons">
            <Button kind="primary" type="submit" busy={busy}>
              {t('access.reset.submit')}
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  )
}
