import type { HistoryLine } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { formatDateTime, formatList } from '../ui/format.ts'

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
          {noteWords(line) && <p class="as-typed">{noteWords(line)}</p>}
        </li>
      ))}
    </ol>
  )
}

const FIELDS = ['title', 'description', 'dimensionId', 'unitId', 'ownerName', 'ownerEmail', 'dueOn'] as const

/** Changes are stored as names of fields, ticks as 2/3, everything else in somebody's words. */
export function noteWords({ kind, note }: Pick<HistoryLine, 'kind' | 'note'>): string {
  if (!note) return ''
  if (kind === 'checks') {
    const [done = '', total = ''] = note.split('/')
    return t('plans.checks.count', { done, total })
  }
  if (kind !== 'change' && kind !== 'plan') return note
  const fields = FIELDS.filter((field) => note.split(' ').includes(field))
  return formatList(fields.map((field) => t(`plans.action.field.${field}`)))
}
