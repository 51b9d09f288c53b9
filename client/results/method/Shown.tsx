import type { Ladder, Part } from '#server/results/contract.ts'
import { t } from '../../text/text.ts'
import { formatList } from '../../ui/format.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import { nameOf, who } from '../findings.ts'
import type { ChapterProps } from './Chapter.tsx'
import { WordList } from './WordList.tsx'

/** From how many answers on what is told, with the minimums of this scan; and what is told never. */
export function Shown({ method }: ChapterProps) {
  const { scan, asked, ladders, comments, assessed } = method
  return (
    <>
      <p>{t(scan.status === 'draft' ? 'method.shown.draft' : 'method.shown.frozen')}</p>
      <ul>
        {asked.map(({ perspective, minimum, floor }) => (
          <li key={perspective}>{t('method.shown.minimum', { Who: nameOf(perspective), minimum, floor })}</li>
        ))}
      </ul>
      {ladders.map((ladder) => (
        <Steps key={ladder.perspectives.join()} ladder={ladder} comments={comments.comments} />
      ))}
      <p>{t('method.shown.perDimension')}</p>
      {asked.some(({ perspective }) => perspective === 'client') && (
        <p>{t('method.shown.assessed', { assessed })}</p>
      )}
      <p>{t('method.shown.alike')}</p>
      <h3>{t('method.shown.never')}</h3>
      <WordList branch="method.shown.neverList" />
    </>
  )
}

type Step = Ladder['rows'][number]

function Steps({ ladder, comments }: { ladder: Ladder; comments: number }) {
  const columns: Column<Step>[] = [
    { label: t('method.shown.answers'), cell: answersOf, heading: true },
    { label: t('method.shown.adds'), cell: ({ adds }) => <Added parts={adds} comments={comments} /> },
  ]
  return (
    <Table
      caption={t('method.shown.caption', { who: formatList(ladder.perspectives.map(who)) })}
      columns={columns}
      rows={ladder.rows}
      keyOf={({ from }) => String(from)}
    />
  )
}

function answersOf({ from, to }: Step): string {
  if (to === null) return t('method.shown.more', { from })
  return from === 0 ? t('method.shown.fewer', { count: to + 1 }) : t('method.shown.between', { from, to })
}

function Added({ parts, comments }: { parts: Part[]; comments: number }) {
  if (parts.length === 0) return <>{t('method.shown.nothing')}</>
  return (
    <ul>
      {parts.map((part) => (
        <li key={part}>{t(`method.shown.parts.${part}`, { comments })}</li>
      ))}
    </ul>
  )
}
