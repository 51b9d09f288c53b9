import type { PooledDimension, ProgrammeFigures, Reliability } from '#server/programme/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { t } from '../text/text.ts'
import { formatNumber } from '../ui/format.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { coefficient, countIn, nameOf, titleIn } from './words.ts'

interface PooledTableProps {
  perspective: Perspective
  dimensions: PooledDimension[]
  limits: ProgrammeFigures['limits']
}

/** Alpha is never without its interval, nor without words. */
export function ReliabilityTable({ perspective, dimensions, limits }: PooledTableProps) {
  const columns: Column<PooledDimension>[] = [
    {
      label: t('programme.topic'),
      cell: ({ title, dimension }) => titleIn(title, dimension),
      heading: true,
    },
    {
      label: t('programme.says'),
      cell: ({ reliability }) => saidOf(reliability, limits.answers),
    },
    { label: t('programme.alpha'), cell: ({ reliability }) => alphaOf(reliability), number: true },
    {
      label: t('programme.omega'),
      cell: ({ reliability }) => coefficient(reliability.state === 'shown' ? reliability.omega : null),
      number: true,
    },
    {
      label: t('programme.answers'),
      cell: ({ reliability }) => countIn(reliability.atLeast, limits.step),
      number: true,
    },
  ]
  return (
    <Table
      caption={t('programme.caption', { who: nameOf(perspective) })}
      columns={columns}
      rows={dimensions}
      keyOf={keyOf}
    />
  )
}

function alphaOf(reliability: Reliability): string {
  if (reliability.state !== 'shown') return t('programme.missing')
  const [alpha, low, high] = [reliability.alpha, reliability.low, reliability.high].map((value) =>
    formatNumber(value, 2),
  )
  return t('programme.alphaRange', { alpha: alpha ?? '', low: low ?? '', high: high ?? '' })
}

function saidOf(reliability: Reliability, count: number): string {
  if (reliability.state !== 'shown') return t(`programme.reliability.${reliability.state}`, { count })
  const check = reliability.items.some(({ checkKey }) => checkKey)
  const verdict = t(`programme.reliability.${reliability.verdict}`)
  return check ? `${verdict} ${t('programme.reliability.checkKey')}` : verdict
}

/** A file that changed under its old version gives a topic twice. */
export function keyOf({ dimension, reliability, scans }: PooledDimension): string {
  const items = reliability.state === 'shown' ? reliability.items.map(({ id }) => id) : []
  return [dimension, scans, ...items].join(' ')
}
