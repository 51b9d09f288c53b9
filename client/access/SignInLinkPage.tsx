import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { askSignInLink, openSignInLink } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { AskForLink } from './AskForLink.tsx'
import { isLinkOver, LinkOver } from './LinkOver.tsx'
import { linkSecret } from './link-secret.ts'

/** Without a link one asks for it here; with it one signs in by a press, so that a program that opens mails does not use it up. */
export function SignInLinkPage() {
  const [secret, setSecret] = useState(linkSecret)
  return secret === '' ? <Ask /> : <Open secret={secret} onAgain={() => setSecret('')} />
}

function Ask() {
  return (
    <AskForLink
      title={t('signOn.link.askTitle')}
      purpose={t('signOn.link.askPurpose')}
      submitLabel={t('signOn.link.submit')}
      sentTitle={t('signOn.link.sentTitle')}
      sent={(email) => t('signOn.link.sent', { email })}
      noMail={t('signOn.link.noMail')}
      ask={askSignInLink}
    />
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
  if (isLinkOver(error)) {
    return (
      <LinkOver title={t('signOn.link.title')}>
        <Button kind="primary" onClick={onAgain}>
          {t('signOn.link.again')}
        </Button>
      </LinkOver>
    )
  }
  return (
    <Page title={t('signOn.link.title')} purpose={t('signOn.link.purpose')}>
      <Card>
        <div class="stack">
          <ErrorNotice error={error} />
          <div class="buttons">
            <Button kind="primary" busy={busy} onClick={submit}>
              {t('signOn.link.open')}
            </Button>
          </div>
        </div>
      </Card>
    </Page>
  )
}
