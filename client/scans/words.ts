import type { ResponseBand, Scan } from '#server/scans/contract.ts'
import { t } from '../text/text.ts'
import { closingDay, formatDate, formatMoment, formatNumber } from '../ui/format.ts'

/** "At least 60 of 140": never an exact number while a scan is open. */
export function bandWords({ invited, answeredAtLeast: count }: ResponseBand): string {
  return t(count === 0 ? 'scans.band.tooFew' : 'scans.band.atLeast', { invited, count })
}

/** Counts of an open scan stand still for an hour. */
export function countedWords(countedAt: string | null): string {
  return countedAt ? t('scans.band.counted', { moment: formatMoment(countedAt) }) : t('scans.band.notCounted')
}

/** The big figure: "60+". */
export function bandFigure({ answeredAtLeast }: ResponseBand): string {
  return answeredAtLeast === 0 ? '–' : `${formatNumber(answeredAtLeast)}+`
}

export function whenWords({ status, opensOn, closesOn, closedAt }: Scan): string {
  const values = { opens: formatDate(opensOn), closes: formatDate(closesOn) }
  if (status === 'closed')
    return t('scans.list.closedOn', { date: formatDate(closingDay(closedAt) ?? closesOn) })
  return t(`scans.list.${status}`, values)
}
