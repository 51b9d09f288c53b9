import type { Method } from '#server/results/contract.ts'
import { t } from '../../text/text.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import type { ChapterProps } from './Chapter.tsx'

export function Agreement({ method }: ChapterProps) {
  const { detail, agreement } = method
  return (
    <>
      <p>{t('method.agreement.what', { detail })}</p>
      <p>{t('method.agreement.how')}</p>
      <p>{t('method.agreement.ways')}</p>
      <Words agreement={agreement} />
    </>
  )
}

type Word = Method['agreement'][number] & { above: number | null }

function Words({ agreement }: Pick<Method, 'agreement'>) {
  const columns: Column<Word>[] = [
    {
      label: t('method.agreement.word'),
      cell: ({ word }) => t(`results.agreement.words.${word}`),
      heading: true,
    },
    { label: t('method.agreement.index'), cell: boundsOf },
  ]
  const rows = agreement.map((word, place) => ({ ...word, above: agreement[place - 1]?.upTo ?? null }))
  return (
    <Table caption={t('method.agreement.caption')} columns={columns} rows={rows} keyOf={({ word }) => word} />
  )
}

function boundsOf({ above, upTo }: Word): string {
  if (above === null) return t('method.agreement.upTo', { to: upTo ?? 1 })
  if (upTo === null) return t('method.agreement.most', { from: above })
  return t('method.agreement.above', { from: above, to: upTo })
}
