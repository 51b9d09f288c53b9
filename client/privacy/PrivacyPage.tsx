import type { PrivacyPage as Known, ProcessFigure } from '#server/privacy/contract.ts'
import { getPrivacy } from '../api.ts'
import { bandWords } from '../scans/words.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { Table } from '../ui/Table.tsx'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import { keptTable } from './statement.ts'
import { WordTable } from './WordTable.tsx'
import { retentionWords } from './words.ts'
import './privacy.css'

export function PrivacyPage() {
  return (
    <Page title={t('privacy.title')} purpose={t('privacy.purpose')} tabs={<OrganisationTabs />}>
      <Loaded name="privacy" load={getPrivacy}>
        {(page, reload) => (
          <div class="stack">
            <SettingsForm settings={page.settings} onSaved={reload} />
            <Documents />
            <Scans scans={page.scans} />
            <Register register={page.register} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Documents() {
  return (
    <Card title={t('privacy.documents.title')}>
      <p class="hint">{t('privacy.documents.hint')}</p>
      <dl class="documents">
        {(['statement', 'dpia'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`privacy.documents.${name}`)}</dt>
            <dd>
              <p>{t(`privacy.documents.${name}What`)}</p>
              <Button href={`/organisation/privacy/${name}`}>
                {t('privacy.documents.open', { name: t(`privacy.documents.${name}`) })}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Scans({ scans }: { scans: ProcessFigure[] }) {
  return (
    <Card title={t('privacy.scans.title')}>
      <p class="hint">{t(scans.length > 0 ? 'privacy.scans.hint' : 'privacy.scans.none')}</p>
      {scans.length > 0 && (
        <Table
          cards
          caption={t('privacy.scans.title')}
          hideCaption
          rows={scans}
          keyOf={({ scanId }) => scanId}
          columns={[
            { label: t('privacy.scans.name'), heading: true, cell: ({ title }) => title },
            { label: t('privacy.scans.status'), cell: ({ status }) => t(`scans.status.${status}`) },
            { label: t('privacy.scans.response'), cell: bandWords },
            { label: t('privacy.scans.retention'), cell: ({ retention }) => retentionWords(retention) },
          ]}
        />
      )}
    </Card>
  )
}

function Register({ register }: { register: Known['register'] }) {
  return (
    <Card title={t('privacy.register.title')}>
      <p class="hint">{t('privacy.register.hint')}</p>
      <WordTable title={t('privacy.register.title')} table={keptTable(register)} />
    </Card>
  )
}
