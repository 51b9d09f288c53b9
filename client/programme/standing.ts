import type { OrganisationPage } from '#server/programme/contract.ts'
import { bandWords } from '../scans/words.ts'
import { t } from '../text/text.ts'
import { formatShortDate } from '../ui/format.ts'

type Line = Pick<OrganisationPage, 'total'>
type ScanTotal = Omit<OrganisationPage['scans'][number], 'id' | 'readable'>

export const stopWords = (stop: OrganisationPage['stop']): string => t(`home.stops.${stop}`)

/** Open or closed, and how many answered at least. */
export function totalWords({ total }: Line): string {
  if (!total) return t('programme.list.noScan')
  return `${t(`scans.status.${total.status}`)}: ${bandWords(total.response)}`
}

export const phaseWords = ({ phase }: Pick<ScanTotal, 'phase'>): string =>
  t(phase === 2 ? 'programme.organisation.phase2' : 'programme.organisation.phase1')

export const periodWords = ({ opensOn, closesOn }: Pick<ScanTotal, 'opensOn' | 'closesOn'>): string =>
  t('common.range', { low: formatShortDate(opensOn), high: formatShortDate(closesOn) })
