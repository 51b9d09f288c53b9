import { useState } from 'preact/hooks'
import type { OrganisationKind } from '#server/access/contract.ts'
import { checkSetup, setUp } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Select, TextField } from '../ui/Field.tsx'
import { Skeleton } from '../ui/Loaded.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useLoad } from '../ui/use-load.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { EmailField } from './EmailField.tsx'
import { kindOptions } from './kinds.ts'
import { linkSecret } from './link-secret.ts'
import { NewPassword } from './NewPassword.tsx'

export function SetupPage() {
  const secret = linkSecret()
  const [checked, again] = useLoad(`setup ${secret}`, () => checkSetup(secret))
  return (
    <Page title={t('access.setup.title')} purpose={checked.state === 'ready' && t('access.setup.purpose')}>
      {checked.state === 'loading' && <Skeleton />}
      {checked.state === 'ready' && <SetupForm secret={secret} />}
      {checked.state === 'failed' && <NoSetup error={checked.error} again={again} />}
    </Page>
  )
}

function NoSetup({ error, again }: { error: unknown; again: () => void }) {
  const { code } = error as { code?: string }
  if (code === 'setup-done') {
    return (
      <Notice title={t('access.setup.doneTitle')}>
        <p>{t('access.setup.done')}</p>
        <Button href="/sign-in" kind="primary">
          {t('access.toSignIn')}
        </Button>
      </Notice>
    )
  }
  if (code === 'not-found' || code === 'invalid-input') {
    return (
      <Notice kind="chance" title={t('access.setup.wrongTitle')}>
        <p>{t('access.setup.wrong')}</p>
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

const blank = { programmeName: '', organisationName: '', name: '', email: '', password: '' }

function SetupForm({ secret }: { secret: string }) {
  const [fields, setFields] = useState(blank)
  const [organisationKind, setKind] = useState<OrganisationKind>('agency')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    await setUp({ secret, ...fields, email: fields.email.trim(), organisationKind })
    location.assign('/')
  })
  const field = (name: keyof typeof blank) => ({
    name,
    required: true,
    maxLength: 120,
    value: fields[name],
    error: faultOf(name),
    onInput: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  })

  return (
    <form class="stack" onSubmit={submit}>
      <ErrorNotice error={error} />
      <Card title={t('access.setup.yourOrganisation')}>
        <div class="stack">
          <TextField
            {...field('organisationName')}
            label={t('access.setup.organisation')}
            autocomplete="organization"
          />
          <Select
            label={t('access.setup.kind')}
            value={organisationKind}
            options={kindOptions()}
            onChange={setKind}
          />
          <TextField
            {...field('programmeName')}
            label={t('access.setup.programme')}
            hint={t('access.setup.programmeHint')}
          />
        </div>
      </Card>
      <Card title={t('access.setup.you')}>
        <div class="stack">
          <TextField {...field('name')} label={t('access.name')} autocomplete="name" />
          <EmailField {...field('email')} />
          <NewPassword {...field('password')} email={fields.email} />
        </div>
      </Card>
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('access.setup.submit')}
        </Button>
      </div>
    </form>
  )
}
