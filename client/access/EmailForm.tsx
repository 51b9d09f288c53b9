import { useState } from 'preact/hooks'
import { askEmailChange, listSignOnProviders } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { PasswordField, TextField } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { useLoad } from '../ui/use-load.ts'
import { useSubmit } from '../ui/use-submit.ts'

/** Another address for the own account: it takes effect once the new mailbox has confirmed it. */
export function EmailForm({ hasPassword }: { hasPassword: boolean }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [askedFor, setAskedFor] = useState<string>()
  const [providers] = useLoad('sign-on providers', listSignOnProviders)
  const mayBeEmpty = providers.state === 'ready' && providers.value.length > 0
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    setAskedFor(undefined)
    await askEmailChange({ email: email.trim(), ...(password === '' ? {} : { password }) })
    setAskedFor(email.trim())
    setEmail('')
    setPassword('')
  })
  return (
    <Card title={t('signOn.email.title')}>
      <form class="stack" onSubmit={submit}>
        <p>{t('signOn.email.how')}</p>
        <ErrorNotice error={error} />
        {askedFor !== undefined && (
          <Notice kind="strength" title={t('signOn.email.askedTitle')} live>
            <p>{t('signOn.email.asked', { email: askedFor })}</p>
            <p>{t('signOn.email.noMail')}</p>
          </Notice>
        )}
        <TextField
          label={t('signOn.email.new')}
          type="email"
          name="new-email"
          autocomplete="email"
          required
          maxLength={254}
          value={email}
          onInput={setEmail}
          error={faultOf('email')}
        />
        {hasPassword ? (
          <PasswordField
            label={t('signOn.email.password')}
            hint={mayBeEmpty ? t('signOn.email.passwordHint') : undefined}
            name="email-change-password"
            autocomplete="current-password"
            {...(mayBeEmpty ? {} : { required: true })}
            value={password}
            onInput={setPassword}
          />
        ) : (
          <p>{t('signOn.email.noPassword')}</p>
        )}
        <div class="buttons">
          <Button type="submit" busy={busy}>
            {t('signOn.email.submit')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
