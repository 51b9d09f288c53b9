import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type Parting, signIn, signInDemo } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { PasswordField } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { EmailField } from './EmailField.tsx'
import { returnPath } from './link-secret.ts'
import { OtherWays } from './OtherWays.tsx'
import { SecondStep } from './SecondStep.tsx'

export function SignInPage() {
  const { session, reloadSession } = useSession()
  const { query, route } = useLocation()
  // kept from the first moment: while the next page is loading, this one already sees the new address
  const [wanted] = useState(() => returnPath(query.return))
  const signedIn = session.state === 'signed-in'

  useEffect(() => {
    if (signedIn) route(wanted, true)
  }, [signedIn, wanted, route])

  if (session.state === 'second-factor-needed') {
    return (
      <Page title={t('access.secondStep.title')} purpose={t('access.secondStep.purpose')}>
        <SecondStep onDone={reloadSession} />
      </Page>
    )
  }
  return (
    <Page title={t('access.signIn.title')} purpose={t('access.signIn.purpose')}>
      <WhyHere because={query.because} />
      {session.state === 'signed-out' && session.setupNeeded && (
        <Notice kind="chance" title={t('access.signIn.setupNeeded')}>
          <p>{t('access.signIn.setupHow')}</p>
        </Notice>
      )}
      {session.demo && <DemoSignIn onDone={reloadSession} />}
      <SignInForm onDone={reloadSession} />
      <OtherWays wanted={wanted} />
    </Page>
  )
}

const partings: Record<Parting, 'neutral' | 'strength'> = {
  'signed-out': 'neutral',
  'signed-out-everywhere': 'strength',
  'new-role': 'strength',
  'handed-over': 'strength',
  removed: 'strength',
}

/** For who did not come here to sign in: what happened, and what now. */
function WhyHere({ because = '' }: { because: string | undefined }) {
  if (!Object.hasOwn(partings, because)) return null
  const parting = because as Parting
  return (
    <Notice kind={partings[parting]} title={t(`access.signIn.because.${parting}.title`)}>
      <p>{t(`access.signIn.because.${parting}.text`)}</p>
    </Notice>
  )
}

function SignInForm({ onDone }: { onDone: () => void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { submit, busy, error } = useSubmit(async () => {
    await signIn({ email: email.trim(), password })
    onDone()
  })
  return (
    <Card>
      <form class="stack" onSubmit={submit}>
        <ErrorNotice error={error} />
        <EmailField value={email} onInput={setEmail} />
        <PasswordField
          label={t('access.password')}
          name="password"
          autocomplete="current-password"
          required
          value={password}
          onInput={setPassword}
        />
        <div class="buttons">
          <Button kind="primary" type="submit" busy={busy}>
            {t('access.signIn.submit')}
          </Button>
          <a href="/forgot-password">{t('access.signIn.forgot')}</a>
        </div>
      </form>
    </Card>
  )
}

const demoRoles = ['messenger', 'manager', 'privacy-officer', 'coordinator', 'centre'] as const
type DemoRole = (typeof demoRoles)[number]

function DemoSignIn({ onDone }: { onDone: () => void }) {
  return (
    <Card title={t('access.signIn.demo')} tone="strength">
      <p>{t('access.signIn.demoHow')}</p>
      <div class="buttons">
        {demoRoles.map((role) => (
          <DemoAs key={role} role={role} onDone={onDone} />
        ))}
      </div>
    </Card>
  )
}

function DemoAs({ role, onDone }: { role: DemoRole; onDone: () => void }) {
  const { submit, busy, error } = useSubmit(() => signInDemo(role).then(onDone))
  return (
    <>
      <Button kind={role === 'messenger' ? 'primary' : 'secondary'} busy={busy} onClick={submit}>
        {t(`access.signIn.demoAs.${role}`)}
      </Button>
      <ErrorNotice error={error} />
    </>
  )
}
