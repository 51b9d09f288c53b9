import type { OrganisationPage } from '#server/programme/contract.ts'
import { bandWords } from '../scans/words.ts'
import { t } from '../text/text.ts'
import { formatShortDate } from '../ui/format.ts'

type Line = Pick<OrganisationPage, 'total'>
type ScanTotal = Omit<OrganisationPage['scans'][number], 'id' | 'readable'>

export const stopIds = ['prepare', 'competence-scan', 'discuss', 'plan', 'follow-up', 're-scan'] as const
export const kinds = ['agency', 'provider', 'interest-organisation', 'municipality', 'company'] as const

export const stopWords = (stop: (typeof stopIds)[number]): string => t(`home.stops.${stop}`)
export const kindWords = (kind: (typeof kinds)[number]): string => t(`access.setup.kinds.${kind}`)

/** Open or closed, and how many answered at least. */
export function totalWords({ total }: Line): string {
  if (!total) return t('programme.list.noScan')
  return `${t(`scans.status.${total.status}`)}: ${bandWords(total.response)}`
}

export const phaseWords = ({ phase }: Pick<ScanTotal, 'phase'>): string =>
  t(phase === 2 ? 'programme.organisation.phase2' : 'programme.organisation.phase1')

export const periodWords = ({ opensOn, closesOn }: Pick<ScanTotal, 'opensOn' | 'closesOn'>): string =>
  t('common.range', { low: formatShortDate(opensOn), high: formatShortDate(closesOn) })
