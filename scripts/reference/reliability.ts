import { type Static, Type } from 'typebox'
import { itemFiguresOf, itemMomentsOf, reliabilityOf } from '#server/results/statistics/reliability.ts'
import { recode } from '#server/results/statistics/score.ts'
import type { Instrument } from '#server/surveys/survey.ts'
import { type Kind, type Source, valueOrNull } from './block.ts'
import { Fault } from './fault.ts'
import { completeRows, rowsWhere } from './folder.ts'
import { checked, Filter, Names } from './schema.ts'

const AS_IN_THE_INSTRUMENT = 'as in the instrument'

const Input = Type.Object({
  file: Type.String(),
  items: Names,
  min: Type.Number(),
  max: Type.Number(),
  reverse: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Literal(AS_IN_THE_INSTRUMENT)])),
  missing: Type.Optional(Type.Literal('listwise')),
  where: Type.Optional(Filter),
})
type Input = Static<typeof Input>

export const reliability: Kind = ({ input, expected }, source) => {
  const asked = checked(Input, input, 'input')
  const { file, items, where } = asked
  const table = source.folder.table(file)
  const reversed = reversedIn(asked, source)
  const rows = completeRows(table, rowsWhere(table, where), items).map((answers) =>
    answers.map((answer, place) => recode(answer, reversed.has(items[place] ?? ''), asked)),
  )
  return [{ own: figuresOf(rows, items), expected }]
}

function reversedIn({ items, reverse = [] }: Input, { instruments }: Source): Set<string> {
  if (reverse !== AS_IN_THE_INSTRUMENT) {
    const strange = reverse.find((id) => !items.includes(id))
    if (strange !== undefined) throw new Fault(`"${strange}" is reversed but is none of the items`)
    return new Set(reverse)
  }
  const itemsIn = ({ dimensions }: Instrument) => dimensions.flatMap((dimension) => dimension.items)
  for (const instrument of instruments.values()) {
    const found = itemsIn(instrument).filter(({ id }) => items.includes(id))
    if (found.length === new Set(items).size) {
      return new Set(found.flatMap(({ id, reverse }) => (reverse ? [id] : [])))
    }
  }
  throw new Fault('no instrument in surveys/ has all these items')
}

function figuresOf(rows: number[][], items: string[]) {
  const moments = itemMomentsOf(rows)
  const plain = valueOrNull(itemFiguresOf(moments))
  const figures = valueOrNull(reliabilityOf(moments))
  const omega = figures && valueOrNull(figures.omega)
  const perItem = (values: readonly (number | null)[] | undefined) =>
    Object.fromEntries(items.map((item, place) => [item, values?.[place] ?? null]))
  return {
    n: rows.length,
    alpha: figures?.alpha ?? null,
    standardisedAlpha: figures && valueOrNull(figures.standardisedAlpha),
    meanCorrelation: figures && valueOrNull(figures.meanCorrelation),
    feldt95: figures?.feldt ?? null,
    alphaIfDeleted: perItem(figures?.alphaIfDeleted.map(valueOrNull)),
    itemRestCorrelation: perItem(figures?.itemRestCorrelation.map(valueOrNull)),
    itemMean: perItem(plain?.itemMean),
    itemSd: perItem(plain?.itemSd),
    scaleMeanSd: plain?.scaleMeanSd ?? null,
    scaleMeanSem: figures?.scaleMeanSem ?? null,
    omegaTotal: omega?.total ?? null,
    loadings: perItem(omega?.loadings),
    warnings: figures?.warnings ?? [],
  }
}
