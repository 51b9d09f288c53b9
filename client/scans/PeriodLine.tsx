import type { ScanSettings } from '#server/scans/contract.ts'
import { t } from '../text/text.ts'
import { formatShortDate } from '../ui/format.ts'

const DAY_MS = 86_400_000

interface Mark {
  day: string
  label: string
  /** From 0 to 100. */
  at: number
}

export function periodMarks({ opensOn, closesOn, remindersOn }: ScanSettings): Mark[] {
  if (!opensOn || !closesOn || closesOn <= opensOn) return []
  const start = Date.parse(opensOn)
  const length = Date.parse(closesOn) - start
  const at = (day: string) => Math.round((100 * (Date.parse(day) - start)) / length)
  const inside = remindersOn.filter((day) => day > opensOn && day < closesOn).toSorted()
  return [
    { day: opensOn, label: t('scans.when.opens'), at: 0 },
    ...inside.map((day) => ({ day, label: t('scans.when.reminds'), at: at(day) })),
    { day: closesOn, label: t('scans.when.closes'), at: 100 },
  ]
}

/** The period on one line, as it will go. */
export function PeriodLine({ settings }: { settings: ScanSettings }) {
  const marks = periodMarks(settings)
  if (marks.length === 0) return null
  const days =
    Math.round((Date.parse(settings.closesOn ?? '') - Date.parse(settings.opensOn ?? '')) / DAY_MS) + 1
  return (
    <div class="period">
      <p>{t('scans.when.days', { count: days })}</p>
      <svg class="period-line" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" x2="100" y1="2" y2="2" />
      </svg>
      <ol>
        {marks.map(({ day, label, at }) => (
          <li key={day + label} style={{ '--at': `${at}%` }}>
            <strong>{label}</strong> {formatShortDate(day)}
          </li>
        ))}
      </ol>
    </div>
  )
}
