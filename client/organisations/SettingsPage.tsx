import { useState } from 'preact/hooks'
import type { OrganisationSettings } from '#server/organisations/contract.ts'
import { Facts } from '../access/Facts.tsx'
import { kindOptions, kindWords } from '../access/kinds.ts'
import { changeOwnOrganisation, getOwnOrganisation } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Checkbox, Select, TextField } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession, useSignedIn } from '../ui/session.ts'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { useSubmit } from '../ui/use-submit.ts'

export function SettingsPage() {
  const mayChange = useSignedIn()?.role === 'messenger'
  return (
    <Page
      title={t('organisations.settings.title')}
      purpose={t('organisations.settings.purpose')}
      tabs={<OrganisationTabs />}
    >
      <Loaded name="organisation" load={getOwnOrganisation}>
        {(settings, reload) =>
          mayChange ? (
            <SettingsForm settings={settings} reload={reload} />
          ) : (
            <SettingsRead settings={settings} />
          )
        }
      </Loaded>
    </Page>
  )
}

function SettingsRead({
  settings: { name, kind, secondFactorRequired },
}: {
  settings: OrganisationSettings
}) {
  return (
    <Card>
      <Facts
        facts={[
          [t('organisations.settings.name'), name],
          [t('organisations.settings.kind'), kindWords(kind)],
          [t('organisations.settings.secondStep'), t(secondFactorRequired ? 'common.yes' : 'common.no')],
        ]}
      />
    </Card>
  )
}

function SettingsForm({ settings, reload }: { settings: OrganisationSettings; reload: () => void }) {
  const { reloadSession } = useSession()
  const [name, setName] = useState(settings.name)
  const [kind, setKind] = useState(settings.kind)
  const [secondFactorRequired, setRequired] = useState(settings.secondFactorRequired)
  const [saved, setSaved] = useState(false)
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    setSaved(false)
    await changeOwnOrganisation({ name, kind, secondFactorRequired })
    setSaved(true)
    reload()
    reloadSession()
  })
  return (
    <Card>
      <form class="stack" onSubmit={submit}>
        <ErrorNotice error={error} />
        {saved && (
          <Notice kind="strength" live>
            <p>{t('organisations.settings.saved')}</p>
          </Notice>
        )}
        <div class="field-row">
          <TextField
            label={t('organisations.settings.name')}
            name="organisation"
            required
            maxLength={120}
            value={name}
            error={faultOf('name')}
            onInput={setName}
          />
          <Select
            label={t('organisations.settings.kind')}
            value={kind}
            options={kindOptions()}
            onChange={setKind}
          />
        </div>
        <SecondStep settings={settings} checked={secondFactorRequired} onChange={setRequired} />
        <div class="buttons">
          <Button kind="primary" type="submit" busy={busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

interface SecondStepProps {
  settings: OrganisationSettings
  checked: boolean
  onChange: (checked: boolean) => void
}

function SecondStep({ settings, checked, onChange }: SecondStepProps) {
  const { secondFactorRequired, withoutSecondFactor: count, youHaveSecondFactor } = settings
  const mayNotYet = !secondFactorRequired && !youHaveSecondFactor
  return (
    <>
      <Checkbox
        label={t('organisations.settings.secondStep')}
        hint={t('organisations.settings.secondStepHint')}
        disabled={mayNotYet}
        checked={checked}
        onChange={onChange}
      />
      {mayNotYet && (
        <p class="hint">
          {t('organisations.settings.yoursFirst')}{' '}
          <a href="/account">{t('organisations.settings.toAccount')}</a>
        </p>
      )}
      {!mayNotYet && checked && count > 0 && (
        <Notice kind="neutral">
          <p>{t('organisations.settings.without', { count })}</p>
        </Notice>
      )}
    </>
  )
}
