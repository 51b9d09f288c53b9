import type { RegionHome } from '#server/programme/contract.ts'
import { kindWords } from '../access/kinds.ts'
import { t } from '../text/text.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { stopWords, totalWords } from './standing.ts'

type ListedOrganisation = RegionHome['organisations'][number]

interface OrganisationTableProps<Line extends ListedOrganisation> {
  organisations: Line[]
  pathOf: (organisationId: string) => string
  /** What only some may know of them. */
  more?: Column<Line>[]
}

/** Of each organisation where it is, and how many answered at least. */
export function OrganisationTable<Line extends ListedOrganisation>(props: OrganisationTableProps<Line>) {
  const { organisations, pathOf, more = [] } = props
  const columns: Column<Line>[] = [
    {
      label: t('programme.list.name'),
      cell: ({ id, name }) => <a href={pathOf(id)}>{name}</a>,
      heading: true,
    },
    { label: t('programme.list.stop'), cell: ({ stop }) => stopWords(stop) },
    { label: t('programme.list.answers'), cell: totalWords },
    { label: t('programme.list.kind'), cell: ({ kind }) => kindWords(kind) },
    ...more,
  ]
  return (
    <Table
      cards
      caption={t('programme.list.caption')}
      hideCaption
      columns={columns}
      rows={organisations}
      keyOf={({ id }) => id}
    />
  )
}
