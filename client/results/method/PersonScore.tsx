import type { Method } from '#server/results/contract.ts'
import { t } from '../../text/text.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import type { ChapterProps } from './Chapter.tsx'

export function PersonScore({ method }: ChapterProps) {
  const { instrument, scoreRange, halfRule, scoreExample } = method
  const { min, max } = instrument.scale
  const { needed, mean, score } = scoreExample
  return (
    <>
      <p>{t('method.score.reverse', { min, max })}</p>
      <p>{t('method.score.mean', scoreRange)}</p>
      <p>{t('method.score.half', halfRule)}</p>
      <Example answers={scoreExample.answers} />
      <p>
        {mean === null || score === null
          ? t('method.score.none', { needed })
          : t('method.score.outcome', { ...scoreRange, needed, mean, score })}
      </p>
      <p>{t('method.score.alone')}</p>
    </>
  )
}

type Given = Method['scoreExample']['answers'][number] & { number: number }

function Example({ answers }: Pick<Method['scoreExample'], 'answers'>) {
  const columns: Column<Given>[] = [
    { label: t('method.score.question'), cell: ({ number }) => number, heading: true },
    {
      label: t('method.score.asked'),
      cell: ({ reverse }) => t(reverse ? 'method.score.reversed' : 'method.score.straight'),
    },
    {
      label: t('method.score.answer'),
      cell: ({ answer }) => answer ?? t('method.score.skipped'),
      number: true,
    },
    {
      label: t('method.score.counts'),
      cell: ({ counts }) => counts ?? t('method.score.notCounted'),
      number: true,
    },
  ]
  const rows = answers.map((answer, place) => ({ ...answer, number: place + 1 }))
  return (
    <Table
      caption={t('method.score.caption')}
      columns={columns}
      rows={rows}
      keyOf={({ number }) => String(number)}
    />
  )
}
