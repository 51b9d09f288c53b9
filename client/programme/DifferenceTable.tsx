import type { Differences, PooledDimension, ProgrammeFigures } from '#server/programme/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { t } from '../text/text.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { keyOf } from './ReliabilityTable.tsx'
import { coefficient, countIn, nameOf, titleIn } from './words.ts'

interface DifferenceTableProps {
  perspective: Perspective
  dimensions: PooledDimension[]
  limits: ProgrammeFigures['limits']
}

/** One sentence where the same holds for every topic. */
export function DifferenceTable({ perspective, dimensions, limits }: DifferenceTableProps) {
  const sentences = new Set(dimensions.map(({ differences }) => saidOf(differences, limits.answers)))
  const [sentence] = sentences
  const nothing = dimensions.every(({ differences }) => differences.state === 'hidden')
  if (nothing && sentences.size === 1) {
    return (
      <p>
        <strong>{t('programme.teams.caption', { who: nameOf(perspective) })}.</strong> {sentence}
      </p>
    )
  }
  const icc = (which: 'icc1' | 'icc2') => ({
    label: t(`programme.teams.${which}`),
    cell: ({ differences }: PooledDimension) =>
      coefficient(differences.state === 'shown' ? differences[which] : null),
    number: true,
  })
  const columns: Column<PooledDimension>[] = [
    {
      label: t('programme.topic'),
      cell: ({ title, dimension }) => titleIn(title, dimension),
      heading: true,
    },
    { label: t('programme.says'), cell: ({ differences }) => saidOf(differences, limits.answers) },
    icc('icc1'),
    icc('icc2'),
    {
      label: t('programme.teams.teams'),
      cell: ({ differences }) =>
        differences.state === 'shown'
          ? countIn(differences.teamsAtLeast, limits.step)
          : t('programme.missing'),
      number: true,
    },
  ]
  return (
    <Table
      caption={t('programme.teams.caption', { who: nameOf(perspective) })}
      columns={columns}
      rows={dimensions}
      keyOf={keyOf}
    />
  )
}

function saidOf(differences: Differences, count: number): string {
  if (differences.state === 'hidden') return t(`programme.teams.${differences.reason}`, { count })
  const verdict = t(`programme.teams.${differences.verdict}`)
  return differences.indication ? `${t('programme.teams.indication')} ${verdict}` : verdict
}
