import { t } from '../../text/text.ts'
import { formatList, formatNumber } from '../../ui/format.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import type { ChapterProps } from './Chapter.tsx'
import { letterOf } from './letters.ts'

/** Told by an example that the gate itself worked out. */
export function Hiding({ method }: ChapterProps) {
  const { minimum, whole, units } = method.hidingExample
  const counts = units.map(({ answers }) => answers)
  const small = Math.min(...counts)
  const hidden = units.filter(({ shown }) => !shown)
  const others = counts.filter((count) => count !== small)
  return (
    <>
      <p>
        {t('method.hiding.story', {
          list: formatList(counts.map((count) => formatNumber(count))),
          whole,
          minimum,
          small,
        })}
      </p>
      <p>
        {t('method.hiding.sum', {
          sum: [whole, ...others].map((count) => formatNumber(count)).join(' − '),
          small,
        })}
      </p>
      <p>{t('method.hiding.so', { rest: hidden.reduce((sum, { answers }) => sum + answers, 0) })}</p>
      <Example units={units} whole={whole} />
      <p>{t('method.hiding.everywhere')}</p>
      <p>{t('method.hiding.look')}</p>
      <p>{t('method.hiding.typed')}</p>
    </>
  )
}

interface Row {
  name: string
  answers: number
  shown: boolean
}

function Example({ units, whole }: { units: Omit<Row, 'name'>[]; whole: number }) {
  const teams = units.map((unit, place) => ({
    ...unit,
    name: t('method.hiding.letter', { letter: letterOf(place) }),
  }))
  const columns: Column<Row>[] = [
    { label: t('method.hiding.team'), cell: ({ name }) => name, heading: true },
    { label: t('method.hiding.answers'), cell: ({ answers }) => answers, number: true },
    {
      label: t('method.hiding.state'),
      cell: ({ shown }) => t(shown ? 'method.hiding.shown' : 'method.hiding.hidden'),
    },
  ]
  return (
    <Table
      caption={t('method.hiding.caption')}
      columns={columns}
      rows={[{ name: t('method.hiding.whole'), answers: whole, shown: true }, ...teams]}
      keyOf={({ name }) => name}
    />
  )
}
