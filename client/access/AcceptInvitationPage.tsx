import { useState } from 'preact/hooks'
import type { InvitationWelcome } from '#server/access/contract.ts'
import { acceptAsSignedIn, acceptInvitation, lookUpInvitation } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Loaded.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useLoad } from '../ui/use-load.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { Facts } from './Facts.tsx'
import { linkSecret } from './link-secret.ts'
import { NewPassword } from './NewPassword.tsx'
import { SignOnButton } from './SignOnButton.tsx'

export function AcceptInvitationPage() {
  const secret = linkSecret()
  const [invitation, again] = useLoad(`invitation ${secret}`, () => lookUpInvitation(secret))
  if (invitation.state === 'ready') return <Welcome secret={secret} invitation={invitation.value} />
  return (
    <Page title={t('access.invitation.title')}>
      {invitation.state === 'loading' ? <Skeleton /> : <NoInvitation {...invitation} again={again} />}
    </Page>
  )
}

export function NoInvitation({ error, again }: { error: unknown; again: () => void }) {
  const { code = '' } = error as { code?: string }
  if (['not-found', 'link-expired', 'invalid-input'].includes(code)) {
    return (
      <Notice kind="chance" title={t('access.invitation.wrongTitle')}>
        <p>{t('access.invitation.wrong')}</p>
        <Button href="/sign-in">{t('access.toSignIn')}</Button>
      </Notice>
    )
  }
  return (
    <>
      <ErrorNotice error={error} />
      <Button onClick={again}>{t('common.retry')}</Button>
    </>
  )
}

function Welcome({ secret, invitation }: { secret: string; invitation: InvitationWelcome }) {
  const { organisationName: organisation } = invitation
  return (
    <Page
      title={t('access.invitation.title')}
      purpose={t(`access.invitation.${purposeFor(invitation)}`, { organisation })}
    >
      <Card>
        {invitation.hasAccount ? (
          <Join secret={secret} invitation={invitation} />
        ) : (
          <Begin secret={secret} invitation={invitation} />
        )}
      </Card>
    </Page>
  )
}

function purposeFor({ hasAccount, signOn }: InvitationWelcome) {
  if (hasAccount) return 'purposeKnown'
  return signOn ? 'purposeSignOn' : 'purpose'
}

interface InvitedProps {
  secret: string
  invitation: InvitationWelcome
}

function Invited({ invitation: { name, email, role } }: Pick<InvitedProps, 'invitation'>) {
  return (
    <Facts
      facts={[
        [t('access.invitation.who'), `${name}, ${email}`],
        [t('access.invitation.role'), t(`common.role.${role}`)],
      ]}
    />
  )
}

/** Who works for the programme keeps that account and its password. */
function Join({ secret, invitation }: InvitedProps) {
  const person = useSignedIn()
  const { submit, busy, error } = useSubmit(async () => {
    await acceptAsSignedIn(secret)
    location.assign('/')
  })
  const isThem = person?.email === invitation.email
  return (
    <div class="stack">
      <Invited invitation={invitation} />
      <ErrorNotice error={error} />
      {!isThem && <p>{t('access.invitation.signInFirst')}</p>}
      <div class="buttons">
        {isThem ? (
          <Button kind="primary" busy={busy} onClick={submit}>
            {t('access.invitation.submit')}
          </Button>
        ) : (
          <Button href="/sign-in">{t('access.toSignIn')}</Button>
        )}
      </div>
    </div>
  )
}

/** By the sign-on of the own organisation where there is one, and always by a password. */
function Begin({ secret, invitation }: InvitedProps) {
  const { signOn } = invitation
  return (
    <div class="stack">
      <Invited invitation={invitation} />
      {signOn && (
        <>
          <SignOnButton kind="primary" provider={signOn} wanted="/" what={{ invitation: secret }}>
            {t('access.invitation.bySignOn', { name: signOn.name })}
          </SignOnButton>
          <h2>{t('access.invitation.byPassword')}</h2>
        </>
      )}
      <ByPassword secret={secret} invitation={invitation} />
    </div>
  )
}

function ByPassword({ secret, invitation }: InvitedProps) {
  const [password, setPassword] = useState('')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    await acceptInvitation({ secret, password })
    location.assign('/')
  })
  return (
    <form class="stack" onSubmit={submit}>
      <ErrorNotice error={error} />
      <NewPassword
        email={invitation.email}
        value={password}
        onInput={setPassword}
        error={faultOf('password')}
      />
      <div class="buttons">
        <Button kind={invitation.signOn ? 'secondary' : 'primary'} type="submit" busy={busy}>
          {t('access.invitation.submit')}
        </Button>
      </div>
    </form>
  )
}
