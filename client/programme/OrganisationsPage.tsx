import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { OrganisationList, Region } from '#server/programme/contract.ts'
import { listOrganisations, listRegions } from '../api.ts'
import { t } from '../text/text.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LoadFailed, Skeleton } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { ProgrammeTabs } from '../ui/Tabs.tsx'
import { useLoad } from '../ui/use-load.ts'
import { AddOrganisation } from './AddOrganisation.tsx'
import { FilterForm } from './FilterForm.tsx'
import { FoundOrganisations } from './FoundOrganisations.tsx'
import { asQuery, filterFrom } from './filter.ts'
import './programme.css'

/** Home of the programme centre: where every organisation is, and never a score. */
export function OrganisationsPage() {
  const [regions, again] = useLoad('regions', listRegions)
  const known = regions.state === 'ready' ? regions.value : []
  return (
    <Page
      title={t('programme.list.title')}
      purpose={t('programme.list.purpose')}
      tabs={<ProgrammeTabs />}
      action={regions.state !== 'failed' && <AddOrganisation regions={known} />}
    >
      {regions.state === 'failed' ? (
        <LoadFailed error={regions.error} onRetry={again} />
      ) : (
        <Search regions={known} />
      )}
    </Page>
  )
}

/** What was found before stays until the next is there: whoever types or pages keeps the place. */
function Search({ regions }: { regions: Region[] }) {
  const filter = filterFrom(useLocation().query)
  const query = asQuery(filter)
  const [found, again] = useLoad(`organisations ${query}`, () => listOrganisations(query))
  const last = useRef<OrganisationList>(undefined)
  if (found.state === 'ready') last.current = found.value
  if (last.current?.all === 0) return <None />
  return (
    <div class="stack">
      {(last.current || found.state === 'failed') && <FilterForm filter={filter} regions={regions} />}
      {found.state === 'failed' && <LoadFailed error={found.error} onRetry={again} />}
      {found.state === 'loading' && !last.current && <Skeleton />}
      {found.state !== 'failed' && last.current && (
        <FoundOrganisations list={last.current} filter={filter} busy={found.state === 'loading'} />
      )}
    </div>
  )
}

function None() {
  return (
    <EmptyState title={t('programme.list.emptyTitle')}>
      <p>{t('programme.list.empty')}</p>
    </EmptyState>
  )
}
