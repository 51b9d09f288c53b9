import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { OrganisationLine, OrganisationList, Region } from '#server/programme/contract.ts'
import { listOrganisations, listRegions } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LoadFailed, Skeleton } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import type { Column } from '../ui/Table.tsx'
import { ProgrammeTabs } from '../ui/Tabs.tsx'
import { useLoad } from '../ui/use-load.ts'
import { AddOrganisation } from './AddOrganisation.tsx'
import { FilterForm } from './FilterForm.tsx'
import { asQuery, type Filter, filterFrom, listPath } from './filter.ts'
import { OrganisationTable } from './OrganisationTable.tsx'
import { StopCounts } from './StopCounts.tsx'
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
        <Found list={last.current} filter={filter} busy={found.state === 'loading'} />
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

interface FoundProps {
  list: OrganisationList
  filter: Filter
  busy: boolean
}

function Found({ list, filter, busy }: FoundProps) {
  const { total, page, pages, stops, organisations } = list
  const count = t('programme.list.found', { count: total })
  return (
    <div class="stack found" aria-busy={busy}>
      {stops.some(({ count }) => count > 0) && <StopCounts stops={stops} filter={filter} />}
      <Top page={page}>{pages > 1 ? `${count}. ${t('programme.list.page', { page, pages })}` : count}</Top>
      {total === 0 ? <Nothing /> : <Listed organisations={organisations} />}
      {pages > 1 && <Pages list={list} filter={filter} />}
    </div>
  )
}

/** Where the list begins: whoever goes to another page goes on reading from here. */
function Top({ page, children }: { page: number; children: string }) {
  const line = useRef<HTMLParagraphElement>(null)
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current !== page) line.current?.focus()
    shown.current = page
  }, [page])
  return (
    <p ref={line} role="status" tabIndex={-1}>
      {children}
    </p>
  )
}

function Nothing() {
  return (
    <EmptyState title={t('programme.list.nothingTitle')}>
      <p>{t('programme.list.nothing')}</p>
    </EmptyState>
  )
}

function Listed({ organisations }: { organisations: OrganisationLine[] }) {
  const more: Column<OrganisationLine>[] = [
    {
      label: t('programme.list.region'),
      cell: ({ region }) => region?.name ?? t('programme.regions.none'),
    },
    {
      label: t('programme.list.people'),
      cell: ({ messenger }) => t(`programme.list.messenger.${messenger}`),
    },
  ]
  return (
    <OrganisationTable
      organisations={organisations}
      pathOf={(id) => `/programme/organisations/${id}`}
      more={more}
    />
  )
}

function Pages({ list: { page, pages }, filter }: { list: OrganisationList; filter: Filter }) {
  const at = (to: number) => listPath({ ...filter, page: String(to) })
  return (
    <nav class="buttons list-pages" aria-label={t('programme.list.pages')}>
      {page > 1 && (
        <Button icon="back" href={at(page - 1)}>
          {t('programme.list.previous')}
        </Button>
      )}
      <span>{t('programme.list.page', { page, pages })}</span>
      {page < pages && <Button href={at(page + 1)}>{t('programme.list.next')}</Button>}
    </nav>
  )
}
