import type { Method } from '#server/results/contract.ts'
import { t } from '../../text/text.ts'
import { formatNumber, formatSigned } from '../../ui/format.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import type { ChapterProps } from './Chapter.tsx'
import { letterOf } from './letters.ts'

export function Priorities({ method }: ChapterProps) {
  const { target, gapPercentage, aboutEqualPercentage, example } = method.priorities
  if (method.picks === 0) return <p>{t('method.priorities.none')}</p>
  return (
    <>
      <p>{t('method.priorities.what', { target })}</p>
      <p>{t('method.priorities.formula', { target, gap: gapPercentage })}</p>
      <Example example={example} />
      <p>{t('method.priorities.equal', { percentage: aboutEqualPercentage })}</p>
      <p>{t('method.priorities.team')}</p>
    </>
  )
}

type Topic = Method['priorities']['example'][number] & { letter: string }

function Example({ example }: Pick<Method['priorities'], 'example'>) {
  const columns: Column<Topic>[] = [
    {
      label: t('method.priorities.topic'),
      cell: ({ letter }) => t('method.priorities.letter', { letter }),
      heading: true,
    },
    { label: t('method.priorities.score'), cell: ({ score }) => score, number: true },
    { label: t('method.priorities.gap'), cell: ({ gap }) => formatSigned(gap), number: true },
    {
      label: t('method.priorities.chosen'),
      cell: ({ importance }) => t('method.priorities.share', { percentage: importance }),
      number: true,
    },
    {
      label: t('method.priorities.sum'),
      cell: ({ shortfall, gapPart, importance }) =>
        t('method.priorities.sumOf', { shortfall, gap: gapPart, importance }),
    },
    {
      label: t('method.priorities.outcome'),
      cell: ({ priority }) => formatNumber(priority, 2),
      number: true,
    },
    { label: t('method.priorities.rank'), cell: ({ rank }) => rank, number: true },
  ]
  return (
    <Table
      caption={t('method.priorities.caption')}
      columns={columns}
      rows={example.map((topic, place) => ({ ...topic, letter: letterOf(place) }))}
      keyOf={({ letter }) => letter}
    />
  )
}
