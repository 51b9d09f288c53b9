import { t } from '../../text/text.ts'
import { Table } from '../../ui/Table.tsx'
import type { ChapterProps } from './Chapter.tsx'

const PEOPLE = ['respondent', 'messenger', 'manager', 'owner', 'centre', 'server'] as const

export function People({ method }: ChapterProps) {
  const values = { step: method.response.step, pooled: method.pooledAnswers }
  return (
    <Table
      caption={t('method.people.title')}
      hideCaption
      columns={[
        { label: t('method.people.who'), cell: (one) => t(`method.people.${one}`), heading: true },
        { label: t('method.people.sees'), cell: (one) => t(`method.people.${one}Sees`, values) },
      ]}
      rows={PEOPLE}
      keyOf={(one) => one}
    />
  )
}
