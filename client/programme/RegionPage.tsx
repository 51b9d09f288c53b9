import { useState } from 'preact/hooks'
import type { RegionHome } from '#server/programme/contract.ts'
import { getRegionHome } from '../api.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextField } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { OrganisationTable } from './OrganisationTable.tsx'
import { StopCounts } from './StopCounts.tsx'
import './programme.css'

const MANY = 12

/** Home of a regional coordinator: the organisations of the region, and no others. */
export function RegionPage() {
  return (
    <Loaded wholePage name="region" load={getRegionHome}>
      {(home) => (
        <Page
          title={t('programme.region.title', { name: home.region.name })}
          purpose={t('programme.region.purpose')}
        >
          <Home home={home} />
        </Page>
      )}
    </Loaded>
  )
}

function Home({ home: { stops, organisations, benchmark } }: { home: RegionHome }) {
  if (organisations.length === 0) {
    return (
      <EmptyState title={t('programme.region.emptyTitle')}>
        <p>{t('programme.region.empty')}</p>
      </EmptyState>
    )
  }
  return (
    <div class="stack">
      <StopCounts stops={stops} />
      <Organisations organisations={organisations} />
      <Comparing benchmark={benchmark} />
    </div>
  )
}

function Organisations({ organisations }: Pick<RegionHome, 'organisations'>) {
  const [wanted, setWanted] = useState('')
  const shown = organisations.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <>
      {organisations.length > MANY && (
        <TextField label={t('programme.list.search')} type="search" value={wanted} onInput={setWanted} />
      )}
      {wanted.trim() && <p role="status">{t('programme.list.found', { count: shown.length })}</p>}
      {shown.length > 0 && (
        <OrganisationTable organisations={shown} pathOf={(id) => `/region/organisations/${id}`} />
      )}
    </>
  )
}

function Comparing({ benchmark: { takingPart, others, nextEdition } }: Pick<RegionHome, 'benchmark'>) {
  return (
    <Card title={t('programme.region.compare')}>
      <p>{t('programme.region.takingPart', { count: takingPart })}</p>
      <p>{t('programme.region.edition', { next: formatDate(nextEdition) })}</p>
      <p>
        {takingPart > others ? t('programme.region.enough') : t('programme.region.few', { count: others })}
      </p>
    </Card>
  )
}
