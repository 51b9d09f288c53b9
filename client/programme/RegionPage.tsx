import type { RegionHome } from '#server/programme/contract.ts'
import { getRegionHome } from '../api.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { StopCounts } from './StopCounts.tsx'
import { kindWords, stopWords, totalWords } from './standing.ts'
import './programme.css'

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
  const { takingPart, others, nextEdition } = benchmark
  return (
    <div class="stack">
      <StopCounts stops={stops} />
      <Organisations organisations={organisations} />
      <Card title={t('programme.region.compare')}>
        <p>{t('programme.region.takingPart', { count: takingPart })}</p>
        <p>{t('programme.region.edition', { next: formatDate(nextEdition) })}</p>
        <p>
          {takingPart > others ? t('programme.region.enough') : t('programme.region.few', { count: others })}
        </p>
      </Card>
    </div>
  )
}

type Line = RegionHome['organisations'][number]

function Organisations({ organisations }: { organisations: Line[] }) {
  const columns: Column<Line>[] = [
    {
      label: t('programme.list.name'),
      cell: ({ id, name }) => <a href={`/region/organisations/${id}`}>{name}</a>,
      heading: true,
    },
    { label: t('programme.list.stop'), cell: ({ stop }) => stopWords(stop) },
    { label: t('programme.list.answers'), cell: totalWords },
    { label: t('programme.list.kind'), cell: ({ kind }) => kindWords(kind) },
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
