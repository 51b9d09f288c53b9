import { useState } from 'preact/hooks'
import { askPasswordReset } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSubmit } from '../ui/use-submit.ts'

export function ForgotPasswordPage() {
  const [email, setEmail] = useState('')
  const [askedFor, setAskedFor] = useState<string>()
  const { submit, busy, error } = useSubmit(async () => {
    await askPasswordReset(email.trim())
    setAskedFor(email.trim())
  })
  if (askedFor !== undefined) {
    return (
      <Page title={t('access.forgot.title')}>
        <Notice kind="strength" title={t('access.forgot.sentTitle')} live>
          <p>{t('access.forgot.sent', { email: askedFor })}</p>
          <p>{t('access.forgot.noMail')}</p>
          <Button href="/sign-in">{t('access.toSignIn')}</Button>
        </Notice>
      </Page>
    )
  }
  return (
    <Page title={t('access.forgot.title')} purpose={t('access.forgot.purpose')}>
      <Card>
        <form class="stack" onSubmit={submit}>
          <ErrorNotice error={error} />
          <TextField
            label={t('access.email')}
            type="email"
            name="email"
            autocomplete="username"
            required
            maxLength={254}
            value={email}
            onInput={setEmail}
          />
          <div class="buttons">
            <Button kind="primary" type="submit" busy={busy}>
              {t('access.forgot.submit')}
            </Button>
            <a href="/sign-in">{t('access.toSignIn')}</a>
          </div>
        </form>
      </Card>
    </Page>
  )
}
