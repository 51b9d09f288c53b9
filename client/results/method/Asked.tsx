import type { Method } from '#server/results/contract.ts'
import { inLanguage, t } from '../../text/text.ts'
import { formatList, formatNumber } from '../../ui/format.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import { nameOf } from '../findings.ts'
import type { ChapterProps } from './Chapter.tsx'

export function Asked({ method }: ChapterProps) {
  const { instrument, topics, asked, picks, openQuestions } = method
  const { scale } = instrument
  const anchor = (point: number) => {
    const label = scale.anchors.find(({ value }) => value === point)?.label
    return label ? inLanguage(label) : String(point)
  }
  return (
    <>
      <p>
        {t('method.asked.questionnaire', {
          title: inLanguage(instrument.title),
          count: topics.length,
          topics: formatList(topics.map((topic) => inLanguage(topic))),
        })}
      </p>
      <p>{t(`method.asked.form.${instrument.form}`)}</p>
      {asked.length === 0 ? <p>{t('method.asked.nobody')}</p> : <Groups asked={asked} />}
      <p>
        {t('method.asked.scale', {
          min: scale.min,
          lowest: anchor(scale.min),
          max: scale.max,
          highest: anchor(scale.max),
        })}
      </p>
      {picks > 0 && <p>{t('method.asked.picks', { count: picks })}</p>}
      {openQuestions > 0 && <p>{t('method.asked.open', { count: openQuestions })}</p>}
      <p>{t('method.asked.stored')}</p>
    </>
  )
}

type Group = Method['asked'][number]

function Groups({ asked }: Pick<Method, 'asked'>) {
  const columns: Column<Group>[] = [
    { label: t('method.asked.group'), cell: ({ perspective }) => nameOf(perspective), heading: true },
    { label: t('method.asked.items'), cell: ({ items }) => items, number: true },
    {
      label: t('method.asked.minutes'),
      cell: ({ minutes }) => formatNumber(minutes, minutes % 1 ? 1 : 0),
      number: true,
    },
  ]
  return (
    <>
      <Table
        caption={t('method.asked.caption')}
        columns={columns}
        rows={asked}
        keyOf={({ perspective }) => perspective}
      />
      <ul>
        {asked.map(({ perspective, distribution }) => (
          <li key={perspective}>
            {t('method.asked.join', {
              Who: nameOf(perspective),
              way: t(`method.asked.ways.${distribution}`),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
