import { language } from '../text/text.ts'

const timeZone = 'Europe/Amsterdam'
const locales = { nl: 'nl-NL', en: 'en-GB' }
const missing = '–'

/** 21 november 2026 */
export function formatDate(iso: string | null): string {
  return date(iso, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** 21 nov 2026 */
export function formatShortDate(iso: string | null): string {
  return date(iso, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** zaterdag 21 november 2026 om 09:00 */
export function formatDateTime(iso: string | null): string {
  return date(iso, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}

/** The last day of a scan: it closes on the first moment after that day, or in the middle of one. */
export function closingDay(closedAt: string | null): string | null {
  if (!closedAt) return null
  const lastMinute = new Date(Date.parse(closedAt) - 60_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(lastMinute)
}

/** 09:00 */
export function formatTime(iso: string | null): string {
  return date(iso, { hour: '2-digit', minute: '2-digit' })
}

/** 09:00, or with its day when that is not today. */
export function formatMoment(iso: string): string {
  const isToday = formatDate(iso) === formatDate(new Date().toISOString())
  return isToday ? formatTime(iso) : `${formatShortDate(iso)}, ${formatTime(iso)}`
}

export function formatNumber(value: number | null, digits = 0): string {
  return number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** A difference, always with its sign: +9, −3, 0. */
export function formatSigned(value: number | null, digits = 0): string {
  return number(value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  })
}

/** A share of 0 to 1 as a percentage: 0.72 becomes 72%. */
export function formatPercent(share: number | null, digits = 0): string {
  return number(share, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** Names in a sentence: A, B and C. */
export function formatList(names: string[]): string {
  return new Intl.ListFormat(locales[language()]).format(names)
}

function date(iso: string | null, options: Intl.DateTimeFormatOptions): string {
  if (!iso) return missing
  const day = /^\d{4}-\d\d-\d\d$/.test(iso)
  const zone = day ? 'UTC' : timeZone
  return new Intl.DateTimeFormat(locales[language()], { ...options, timeZone: zone }).format(new Date(iso))
}

function number(value: number | null, options: Intl.NumberFormatOptions): string {
  if (value === null || Number.isNaN(value)) return missing
  return new Intl.NumberFormat(locales[language()], options).format(value).replace('-', '−')
}
