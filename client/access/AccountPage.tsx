import { useState } from 'preact/hooks'
import { changePassword, signOut } from '../api.ts'
import { OwnData } from '../privacy/OwnData.tsx'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { PasswordField } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { roleWords, type SignedIn, useSignedIn } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { EmailForm } from './EmailForm.tsx'
import { Facts } from './Facts.tsx'
import { NewPassword } from './NewPassword.tsx'
import { OwnSessions } from './OwnSessions.tsx'
import { SecondFactor } from './SecondFactor.tsx'

export function AccountPage() {
  const person = useSignedIn()
  const [timesEnded, setTimesEnded] = useState(0)
  const onSignedOutElsewhere = () => setTimesEnded((before) => before + 1)
  if (!person) return null
  return (
    <Page title={t('access.account.title')} purpose={t('access.account.purpose')}>
      <div class="stack">
        <WaitsForSecondStep person={person} />
        <Details person={person} />
        <SecondFactor onSignedOutElsewhere={onSignedOutElsewhere} />
        {person.hasPassword ? (
          <PasswordForm email={person.email} onSignedOutElsewhere={onSignedOutElsewhere} />
        ) : (
          <NoPassword />
        )}
        <EmailForm hasPassword={person.hasPassword} />
        <OwnSessions key={timesEnded} />
        <SignOut />
        <OwnData hasPassword={person.hasPassword} />
      </div>
    </Page>
  )
}

/** Why somebody who wanted another page is here. */
function WaitsForSecondStep({ person: { secondFactor } }: { person: SignedIn }) {
  if (secondFactor !== 'all-waits' && secondFactor !== 'office-waits') return null
  const words =
    secondFactor === 'all-waits' ? 'access.secondFactor.allWaits' : 'access.secondFactor.officeWaits'
  return (
    <Notice kind="chance" title={t('access.secondFactor.first')}>
      <p>{t(words)}</p>
    </Notice>
  )
}

function Details({ person }: { person: SignedIn }) {
  const facts = [
    [t('access.account.name'), person.name],
    [t('access.email'), person.email],
    [t('access.account.role'), roleWords(person)],
    [t('access.account.organisation'), person.organisation?.name ?? ''],
    [t('access.account.team'), person.unitName ?? t('access.everyTeam')],
  ] as [string, string][]
  return (
    <Card title={t('access.account.details')}>
      <Facts facts={facts} />
    </Card>
  )
}

/** For who comes in through the sign-on of the organisation only. */
function NoPassword() {
  return (
    <Card title={t('access.account.password')}>
      <div class="stack">
        <p>{t('access.account.noPassword')}</p>
        <div class="buttons">
          <Button href="/forgot-password">{t('access.account.wantPassword')}</Button>
        </div>
      </div>
    </Card>
  )
}

interface PasswordFormProps {
  email: string
  onSignedOutElsewhere: () => void
}

function PasswordForm({ email, onSignedOutElsewhere }: PasswordFormProps) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [changed, setChanged] = useState(false)
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    setChanged(false)
    await changePassword({ current, password })
    setCurrent('')
    setPassword('')
    setChanged(true)
    onSignedOutElsewhere()
  })
  return (
    <Card title={t('access.account.change')}>
      <form class="stack" onSubmit={submit}>
        <ErrorNotice error={error} />
        {changed && (
          <Notice kind="strength" live>
            <p>{t('access.account.changed')}</p>
          </Notice>
        )}
        <PasswordField
          label={t('access.account.current')}
          name="current-password"
          autocomplete="current-password"
          required
          value={current}
          onInput={setCurrent}
        />
        <NewPassword
          label={t('access.account.new')}
          email={email}
          value={password}
          onInput={setPassword}
          error={faultOf('password')}
        />
        <div class="buttons">
          <Button kind="primary" type="submit" busy={busy}>
            {t('access.account.submit')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function SignOut() {
  const { submit, busy, error } = useSubmit(async () => {
    await signOut()
    location.assign('/sign-in')
  })
  return (
    <Card title={t('access.account.leave')}>
      <div class="stack">
        <p>{t('access.account.leaveHow')}</p>
        <ErrorNotice error={error} />
        <div class="buttons">
          <Button busy={busy} onClick={submit}>
            {t('access.account.leave')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
