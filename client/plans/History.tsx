import type { HistoryChange, HistoryLine } from '#server/plans/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { formatDate, formatDateTime } from '../ui/format.ts'

/** Who, what, when; newest first. Nothing ever disappears from it. */
export function History({ lines }: { lines: HistoryLine[] }) {
  return (
    <ol class="history">
      {lines.map((line) => (
        <li key={line.id}>
          <strong>{t(`plans.history.kind.${line.kind}`)}</strong>
          <span class="hint">
            {t('plans.history.line', { name: line.byName, when: formatDateTime(line.at) })}
          </span>
          {line.note && <p class="as-typed">{line.note}</p>}
          {line.changes.map((change) => (
            <p key={changeWords(change)} class="as-typed">
              {changeWords(change)}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}

/** What it was and what it became, so that nobody has to remember. */
export function changeWords(change: HistoryChange): string {
  if (change.field === 'ticked') {
    return t(`plans.history.change.${change.done ? 'ticked' : 'unticked'}`, { text: change.text })
  }
  if (change.field === 'check') return pointWords(change.from, change.to)
  const field = t(`plans.action.field.${change.field}`)
  if (change.field === 'ownerEmail') return t('plans.history.change.otherEmail', { field })
  const [from, to] =
    change.field === 'dimensionId'
      ? [inLanguage(change.from), inLanguage(change.to)]
      : [valueWords(change.field, change.from), valueWords(change.field, change.to)]
  return t('plans.history.change.became', { field, from, to })
}

function pointWords(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return t('plans.history.change.reworded', { from, to })
  return to === null
    ? t('plans.history.change.removed', { text: from ?? '' })
    : t('plans.history.change.added', { text: to })
}

const WITHOUT = {
  title: 'plans.history.change.empty',
  description: 'plans.history.change.empty',
  unitId: 'plans.action.wholeOrganisation',
  ownerName: 'plans.action.ownerNobody',
  dueOn: 'plans.history.change.noDate',
} as const

function valueWords(field: keyof typeof WITHOUT, value: string | null): string {
  if (!value) return t(WITHOUT[field])
  return field === 'dueOn' ? formatDate(value) : value
}
