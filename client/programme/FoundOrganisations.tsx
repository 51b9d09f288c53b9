import { useEffect, useRef } from 'preact/hooks'
import type { OrganisationLine, OrganisationList } from '#server/programme/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { Column } from '../ui/Table.tsx'
import { type Filter, listPath } from './filter.ts'
import { OrganisationTable } from './OrganisationTable.tsx'
import { StopCounts } from './StopCounts.tsx'

interface FoundOrganisationsProps {
  list: OrganisationList
  filter: Filter
  busy: boolean
}

/** One page of what fits the filter. */
export function FoundOrganisations({ list, filter, busy }: FoundOrganisationsProps) {
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
