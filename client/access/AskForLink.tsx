import { useState } from 'preact/hooks'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { EmailField } from './EmailField.tsx'

interface AskForLinkProps {
  title: string
  purpose: string
  submitLabel: string
  sentTitle: string
  sent: (email: string) => string
  noMail: string
  ask: (email: string) => Promise<void>
}

/** Asks for the address to which a link is mailed; the answer is the same for every address. */
export function AskForLink({ title, purpose, submitLabel, sentTitle, sent, noMail, ask }: AskForLinkProps) {
  const [email, setEmail] = useState('')
  const [askedFor, setAskedFor] = useState<string>()
  const { submit, busy, error } = useSubmit(async () => {
    await ask(email.trim())
    setAskedFor(email.trim())
  })
  if (askedFor !== undefined) {
    return (
      <Page title={title}>
        <Notice kind="strength" title={sentTitle} live>
          <p>{sent(askedFor)}</p>
          <p>{noMail}</p>
          <Button href="/sign-in">{t('access.toSignIn')}</Button>
        </Notice>
      </Page>
    )
  }
  return (
    <Page title={title} purpose={purpose}>
      <Card>
        <form class="stack" onSubmit={submit}>
          <ErrorNotice error={error} />
          <EmailField value={email} onInput={setEmail} />
          <div class="buttons">
            <Button kind="primary" type="submit" busy={busy}>
              {submitLabel}
            </Button>
            <a href="/sign-in">{t('access.toSignIn')}</a>
          </div>
        </form>
      </Card>
    </Page>
  )
}
