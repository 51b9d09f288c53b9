import { useState } from 'preact/hooks'
import type { OfficeWelcome } from '#server/programme/contract.ts'
import { NoInvitation } from '../access/AcceptInvitationPage.tsx'
import { Facts } from '../access/Facts.tsx'
import { linkSecret } from '../access/link-secret.ts'
import { NewPassword } from '../access/NewPassword.tsx'
import { acceptOffice, acceptOwnOffice, lookUpOffice } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useLoad } from '../ui/use-load.ts'
import { useSubmit } from '../ui/use-submit.ts'

/** Where the link of an invitation by the programme leads. */
export function OfficeInvitationPage() {
  const secret = linkSecret()
  const [invitation, again] = useLoad(`office ${secret}`, () => lookUpOffice(secret))
  if (invitation.state === 'ready') return <Welcome secret={secret} invitation={invitation.value} />
  return (
    <Page title={t('programme.office.title')}>
      {invitation.state === 'loading' ? <Skeleton /> : <NoInvitation {...invitation} again={again} />}
    </Page>
  )
}

interface InvitedProps {
  secret: string
  invitation: OfficeWelcome
}

function Welcome({ secret, invitation }: InvitedProps) {
  const { programmeName: programme, name, email, role, region, known } = invitation
  const purpose = known ? 'programme.office.purposeKnown' : 'programme.office.purpose'
  return (
    <Page title={t('programme.office.title')} purpose={t(purpose, { programme })}>
      <Card>
        <Facts
          facts={[
            [t('access.invitation.who'), `${name}, ${email}`],
            [t('access.invitation.role'), t(`common.role.${role}`)],
            ...(region ? [[t('programme.office.region'), region.name] as const] : []),
          ]}
        />
        {known ? (
          <Join secret={secret} invitation={invitation} />
        ) : (
          <Begin secret={secret} invitation={invitation} />
        )}
      </Card>
    </Page>
  )
}

/** With the account that is there; its password stays what it is. */
function Join({ secret, invitation: { email } }: InvitedProps) {
  const person = useSignedIn()
  const { submit, busy, error } = useSubmit(async () => {
    await acceptOwnOffice(secret)
    location.assign('/account')
  })
  if (person?.email !== email) {
    return (
      <>
        <p>{t('programme.office.signInFirst', { email })}</p>
        <div class="buttons">
          <Button href="/sign-in">{t('access.toSignIn')}</Button>
        </div>
      </>
    )
  }
  return (
    <>
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" busy={busy} onClick={submit}>
          {t('programme.office.submit')}
        </Button>
      </div>
    </>
  )
}

function Begin({ secret, invitation: { email } }: InvitedProps) {
  const [password, setPassword] = useState('')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    await acceptOffice({ secret, password })
    location.assign('/')
  })
  return (
    <form class="stack" onSubmit={submit}>
      <ErrorNotice error={error} />
      <NewPassword email={email} value={password} onInput={setPassword} error={faultOf('password')} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('programme.office.submit')}
        </Button>
      </div>
    </form>
  )
}
