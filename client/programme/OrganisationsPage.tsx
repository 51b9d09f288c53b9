import { useLocation } from 'preact-iso'
import type { OrganisationLine, OrganisationList, Region } from '#server/programme/contract.ts'
import { listOrganisations, listRegions } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { ProgrammeTabs } from '../ui/Tabs.tsx'
import { AddOrganisation } from './AddOrganisation.tsx'
import { FilterForm } from './FilterForm.tsx'
import { asQuery, type Filter, filterFrom, listPath } from './filter.ts'
import { StopCounts } from './StopCounts.tsx'
import { kindWords, stopWords, totalWords } from './standing.ts'
import './programme.css'

/** Home of the programme centre: where every organisation is, and never a score. */
export function OrganisationsPage() {
  const filter = filterFrom(useLocation().query)
  const load = () => Promise.all([listOrganisations(asQuery(filter)), listRegions()])
  return (
    <Page
      title={t('programme.list.title')}
      purpose={t('programme.list.purpose')}
      tabs={<ProgrammeTabs />}
      action={<AddOrganisation />}
    >
      <Loaded name={`organisations ${asQuery(filter)}`} load={load}>
        {([list, regions]) => <Organisations list={list} regions={regions} filter={filter} />}
      </Loaded>
    </Page>
  )
}

interface OrganisationsProps {
  list: OrganisationList
  regions: Region[]
  filter: Filter
}

function Organisations({ list, regions, filter }: OrganisationsProps) {
  if (list.all === 0) {
    return (
      <EmptyState title={t('programme.list.emptyTitle')}>
        <p>{t('programme.list.empty')}</p>
      </EmptyState>
    )
  }
  const { stop, page: _page, ...besides } = filter
  return (
    <div class="stack">
      <StopCounts stops={list.stops} chosen={stop} hrefOf={(id) => listPath({ ...besides, stop: id })} />
      <FilterForm key={asQuery(filter)} filter={filter} regions={regions} />
      <p role="status">{t('programme.list.found', { count: list.total })}</p>
      {list.total === 0 ? <Nothing /> : <OrganisationTable organisations={list.organisations} />}
      {list.pages > 1 && <Pages list={list} filter={filter} />}
    </div>
  )
}

function Nothing() {
  return (
    <EmptyState
      title={t('programme.list.nothingTitle')}
      action={<Button href="/programme">{t('programme.list.clear')}</Button>}
    >
      <p>{t('programme.list.nothing')}</p>
    </EmptyState>
  )
}

function OrganisationTable({ organisations }: { organisations: OrganisationLine[] }) {
  const columns: Column<OrganisationLine>[] = [
    {
      label: t('programme.list.name'),
      cell: ({ id, name }) => <a href={`/programme/organisations/${id}`}>{name}</a>,
      heading: true,
    },
    { label: t('programme.list.stop'), cell: ({ stop }) => stopWords(stop) },
    { label: t('programme.list.answers'), cell: totalWords },
    { label: t('programme.list.kind'), cell: ({ kind }) => kindWords(kind) },
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
    <Table
      caption={t('programme.list.caption')}
      hideCaption
      columns={columns}
      rows={organisations}
      keyOf={({ id }) => id}
    />
  )
}

function Pages({ list: { page, pages }, filter }: { list: OrganisationList; filter: Filter }) {
  const at = (to: number) => listPath({ ...filter, page: String(to) })
  return (
    <nav class="buttons" aria-label={t('programme.list.pages')}>
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
