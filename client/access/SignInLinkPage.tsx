import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { askSignInLink, openSignInLink } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { linkSecret } from './link-secret.ts'

/** Without a link one asks for it here; with it one signs in by a press, so that a program that opens mails does not use it up. */
export function SignInLinkPage() {
  const [secret, setSecret] = useState(linkSecret)
  return secret === '' ? <Ask /> : <Open secret={secret} onAgain={() => setSecret('')} />
}

function Ask() {
  const [email, setEmail] = useState('')
  const [askedFor, setAskedFor] = useState<string>()
  const { submit, busy, error } = useSubmit(async () => {
    await askSignInLink(email.trim())
    setAskedFor(email.trim())
  })
  if (askedFor !== undefined) {
    return (
      <Page title={t('signOn.link.askTitle')}>
        <Notice kind="strength" title={t('signOn.link.sentTitle')} live>
          <p>{t('signOn.link.sent', { email: askedFor })}</p>
          <p>{t('signOn.link.noMail')}</p>
          <Button href="/sign-in">{t('access.toSignIn')}</Button>
        </Notice>
      </Page>
    )
  }
  return (
    <Page title={t('signOn.link.askTitle')} purpose={t('signOn.link.askPurpose')}>
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
              {t('signOn.link.submit')}
            </Button>
            <a href="/sign-in">{t('access.toSignIn')}</a>
          </div>
        </form>
      </Card>
    </Page>
  )
}

function Open({ secret, onAgain }: { secret: string; onAgain: () => void }) {
  const { reloadSession } = useSession()
  const { route } = useLocation()
  const { submit, busy, error } = useSubmit(async () => {
    await openSignInLink(secret)
    reloadSession()
    route('/sign-in', true)
  })
  const isExpired = (error as { code?: string } | undefined)?.code === 'link-expired'
  return (
    <Page title={t('signOn.link.title')} purpose={t('signOn.link.purpose')}>
      <Card>
        <div class="stack">
          <ErrorNotice error={error} />
          <div class="buttons">
            {isExpired ? (
              <Button kind="primary" onClick={onAgain}>
                {t('signOn.link.again')}
              </Button>
            ) : (
              <Button kind="primary" busy={busy} onClick={submit}>
                {t('signOn.link.open')}
              </Button>
            )}
          </div>
        </div>
      </Card>
    </Page>
  )
}
