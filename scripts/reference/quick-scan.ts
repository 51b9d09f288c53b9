import { type Static, Type } from 'typebox'
import { meanInterval, momentsOf, standardDeviation } from '#server/results/statistics/interval.ts'
import { type Kind, valueOrNull } from './block.ts'
import { keyed } from './comparison.ts'
import { rowsWhere, type Table, valuesOf } from './folder.ts'
import { personScores, QuickScan, WHO } from './person-scores.ts'
import { judge, SOUND, unitsBelow } from './publication.ts'
import { checked } from './schema.ts'

const Greedy = Type.Object({
  perspective: Type.String(),
  dimension: Type.String(),
  published: Type.Array(Type.String()),
})
const Expected = Type.Object({
  personScoresFile: Type.Optional(Type.String()),
  cells: Type.Optional(Type.Array(Type.Unknown())),
  greedyPublication: Type.Optional(Type.Array(Greedy)),
})

const OF_A_CELL = ['perspective', 'unit', 'dimension']
const OF_A_TREE = ['perspective', 'dimension']

/** The scores of every person, the figures of every cell, and what the gate publishes of each perspective and dimension. */
export const quickScan: Kind = (block, source) => {
  const scan = checked(QuickScan, block.input, 'input')
  const { personScoresFile, cells, greedyPublication, ...rest } = checked(
    Expected,
    block.expected,
    'expected',
  )
  const scores = personScores(scan, source)
  const own = {
    personScores: byPerson(scores),
    cells: cellsOf(scan, scores),
    greedyPublication: judged(scan, scores, greedyPublication ?? []),
  }
  const expected = {
    ...rest,
    personScores: personScoresFile && byPerson(source.folder.table(personScoresFile)),
    cells: cells && keyed(cells, OF_A_CELL),
    greedyPublication: greedyPublication && soundFor(greedyPublication),
  }
  return [{ own, expected }]
}

/** Any column beside those that name the person is a score. */
function dimensionsOf(scores: Table): string[] {
  return scores.columns.filter((column) => !WHO.includes(column))
}

function byPerson(table: Table) {
  const dimensions = dimensionsOf(table)
  const people = table.rows.map((row) => ({
    ...Object.fromEntries(WHO.map((column) => [column, table.text(row, column) ?? ''])),
    ...Object.fromEntries(dimensions.map((id) => [id, table.number(row, id)])),
  }))
  return keyed(people, WHO)
}

/** Every perspective, unit (with everything below it) and dimension. */
function cellsOf({ units, invited }: QuickScan, scores: Table) {
  const perspectives = new Set([
    ...Object.keys(invited),
    ...scores.rows.flatMap((row) => scores.text(row, 'perspective') ?? []),
  ])
  const cells = [...perspectives].flatMap((perspective) => {
    const rows = rowsWhere(scores, { perspective })
    return units.flatMap(({ id: unit }) => {
      const below = new Set(unitsBelow(units, unit))
      const inside = rows.filter((row) => below.has(scores.text(row, 'unit') ?? ''))
      const N = invitedIn(invited[perspective], below)
      return dimensionsOf(scores).map((dimension) => ({
        perspective,
        unit,
        dimension,
        ...figuresOf(valuesOf(scores, inside, dimension), N),
      }))
    })
  })
  return keyed(cells, OF_A_CELL)
}

function invitedIn(invited: Record<string, number> | undefined, units: Set<string>): number | null {
  if (!invited) return null
  return Object.entries(invited).reduce((sum, [unit, count]) => sum + (units.has(unit) ? count : 0), 0)
}

function figuresOf(values: number[], N: number | null) {
  const moments = momentsOf(values.map((value) => ({ value, count: 1 })))
  return {
    n: moments.n,
    N,
    mean: moments.n === 0 ? null : moments.mean,
    sd: valueOrNull(standardDeviation(moments)),
    ci: valueOrNull(meanInterval(moments, N))?.clipped ?? null,
  }
}

type Greedy = Static<typeof Greedy>

function judged({ units, minimumGroup }: QuickScan, scores: Table, references: Greedy[]) {
  const verdicts = references.map(({ perspective, dimension, published }) => {
    const people = rowsWhere(scores, { perspective })
    const direct = units.map(({ id, parent }) => {
      const inside = people.filter((row) => scores.text(row, 'unit') === id)
      return { id, parent, direct: valuesOf(scores, inside, dimension).length }
    })
    return { perspective, dimension, ...judge(direct, minimumGroup, published) }
  })
  return keyed(verdicts, OF_A_TREE)
}

function soundFor(references: Greedy[]) {
  return keyed(
    references.map(({ published: _published, ...rest }) => ({ ...rest, ...SOUND })),
    OF_A_TREE,
  )
}
