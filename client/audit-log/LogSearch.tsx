import { useEffect, useRef, useState } from 'preact/hooks'
import type { AuditLog, AuditTopic } from '#server/audit-log/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { DateField, Select } from '../ui/Field.tsx'
import { type Filters, TOPICS } from './filters.ts'

interface LogSearchProps {
  log: AuditLog
  filters: Filters
  choose: (choice: Filters) => void
  clear: () => void
}

export function LogSearch({ log, filters, choose, clear }: LogSearchProps) {
  const { from = '', until = '', person = '', topic = '', thing } = filters
  const isFiltered = Object.keys(filters).length > 0
  const choices = useRef<HTMLElement>(null)
  const clearAll = () => {
    choices.current?.querySelector('select')?.focus()
    clear()
  }
  return (
    <search class="audit-search" ref={choices} aria-label={t('auditLog.filters')}>
      <Select
        label={t('auditLog.person')}
        placeholder={t('auditLog.anyone')}
        value={person}
        options={log.people.map(({ userId, name }) => ({ value: userId, label: name }))}
        onChange={(userId) => choose({ person: userId })}
      />
      <Select
        label={t('auditLog.topic')}
        placeholder={t('auditLog.anything')}
        value={topic as AuditTopic}
        options={TOPICS.map((value) => ({ value, label: t(`auditLog.topics.${value}`) }))}
        onChange={(value) => choose({ topic: value })}
      />
      <Day label={t('auditLog.from')} chosen={from} max={until} onChoose={(day) => choose({ from: day })} />
      <Day label={t('auditLog.until')} chosen={until} min={from} onChoose={(day) => choose({ until: day })} />
      {isFiltered && (
        <div class="buttons">
          {thing && <span>{t('auditLog.only', { name: nameOf(log, thing) })}</span>}
          <Button onClick={clearAll}>{t('auditLog.clear')}</Button>
        </div>
      )}
    </search>
  )
}

interface DayProps {
  label: string
  chosen: string
  min?: string
  max?: string
  onChoose: (day: string) => void
}

/** While a year is typed the day is one of the years 2, 20 and 202 first: only whole ones are chosen. */
function Day({ chosen, onChoose, ...field }: DayProps) {
  const [day, setDay] = useState(chosen)
  useEffect(() => setDay(chosen), [chosen])
  const onInput = (typed: string) => {
    setDay(typed)
    if (typed !== chosen && (typed === '' || typed >= '1000')) onChoose(typed)
  }
  return <DateField {...field} value={day} onInput={onInput} />
}

function nameOf({ entries }: AuditLog, id: string): string {
  const things = entries.flatMap((entry) => entry.things)
  return things.find((thing) => thing.id === id)?.name ?? '–'
}
