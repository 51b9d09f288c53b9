import type { RegionOrganisation } from '#server/programme/contract.ts'
import { bandWords } from '../scans/words.ts'
import { t } from '../text/text.ts'
import { formatShortDate } from '../ui/format.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { periodWords, phaseWords } from './standing.ts'

type ScanTotal = RegionOrganisation['scans'][number]

interface ScanTotalsProps<Scan extends ScanTotal> {
  name: string
  scans: Scan[]
  /** Where the results of a scan are, if they may be read. */
  readAt?: (scan: Scan) => string | undefined
}

/** Of each scan what it is, when it is, and how many answered at least. */
export function ScanTotals<Scan extends ScanTotal>({ name, scans, readAt }: ScanTotalsProps<Scan>) {
  if (scans.length === 0) return <p>{t('programme.organisation.noScans')}</p>
  const columns: Column<Scan>[] = [
    { label: t('programme.organisation.what'), cell: phaseWords, heading: true },
    { label: t('programme.organisation.status'), cell: ({ status }) => t(`scans.status.${status}`) },
    { label: t('programme.organisation.period'), cell: periodWords },
    { label: t('programme.list.answers'), cell: ({ response }) => bandWords(response) },
  ]
  const readable = readAt && scans.some(readAt)
  if (readable) columns.push({ label: t('programme.organisation.results'), cell: link })
  return (
    <Table
      cards
      caption={t('programme.organisation.scansCaption', { name })}
      hideCaption
      columns={columns}
      rows={scans}
      keyOf={(scan) => `${scan.opensOn} ${scan.closesOn} ${scan.phase}`}
    />
  )

  function link(scan: Scan) {
    const href = readAt?.(scan)
    const label = t('programme.organisation.readFor', { date: formatShortDate(scan.closesOn) })
    return href ? (
      <a href={href} aria-label={label}>
        {t('programme.organisation.read')}
      </a>
    ) : (
      '–'
    )
  }
}
