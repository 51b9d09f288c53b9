import type { ResponseBand, Scan } from '#server/scans/contract.ts'
import type { Text } from '#server/surveys/contract.ts'
import { language, t } from '../text/text.ts'
import { formatDate, formatNumber } from '../ui/format.ts'

export function inLanguage(text: Text): string {
  return text[language()] ?? text.nl ?? text.en ?? ''
}

/** "At least 60 of 140", "fewer than 5 of 12": never an exact number while a scan is open. */
export function bandWords({ invited, answeredAtLeast }: ResponseBand): string {
  const values = { invited, count: answeredAtLeast }
  if (invited < 5) return t('scans.band.tiny', { count: invited })
  if (answeredAtLeast === 0) return t('scans.band.fewerThanFive', values)
  return t(answeredAtLeast >= invited ? 'scans.band.all' : 'scans.band.atLeast', values)
}

/** The big figure: "60+", "< 5". */
export function bandFigure({ invited, answeredAtLeast }: ResponseBand): string {
  if (answeredAtLeast === 0) return '< 5'
  return answeredAtLeast >= invited ? formatNumber(invited) : `${formatNumber(answeredAtLeast)}+`
}

export function whenWords({ status, opensOn, closesOn, closedAt }: Scan): string {
  const values = { opens: formatDate(opensOn), closes: formatDate(closesOn) }
  if (status === 'closed') return t('scans.list.closedOn', { date: formatDate(closedAt ?? closesOn) })
  return t(`scans.list.${status}`, values)
}
