import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { isKnown, leaks, type Told } from './attacker.ts'
import { beside, type Kind } from './block.ts'
import { keyed } from './comparison.ts'
import { type CountedUnit, judge, SOUND, toldBy, unitsBelow } from './publication.ts'
import { checked, Names } from './schema.ts'

const Input = Type.Object({ file: Type.String() })
const Count = Type.Integer({ minimum: 0 })
const Leaks = Type.Array(Type.Object({ cells: Names, n: Count }))
const OfUnits = Type.Object({ published: Type.Array(Type.String()), leaks: Leaks })
const OfSets = Type.Object({ published: Type.Record(Type.String(), Names), leaks: Leaks })
const Tree = Type.Object({
  id: Type.String(),
  k: Type.Integer({ minimum: 1 }),
  nodes: Type.Array(
    Type.Object({
      id: Type.String(),
      parent: Type.Union([Type.String(), Type.Null()]),
      direct: Count,
      n: Type.Optional(Count),
    }),
    { minItems: 1 },
  ),
  greedyReference: OfUnits,
})
const Other = Type.Object({
  id: Type.String(),
  k: Type.Integer({ minimum: 1 }),
  cells: Type.Record(Type.String(), Count),
  ...OfSets.properties,
})
const Cases = Type.Object({
  trees: Type.Array(Tree, { minItems: 1 }),
  other: Type.Optional(Type.Array(Other)),
})

/** The gate on every tree, and the attacker on every publication that the file calls leaking or safe. */
export const suppression: Kind = ({ input, expected }, { folder }) => {
  const { file } = checked(Input, input, 'input')
  const { trees, other = [], ...rest } = checked(Cases, folder.json(file), file)
  const readings = { trees: trees.map(treeReading), other: other.map(otherReading) }
  const side = (name: 'own' | 'expected') => ({
    trees: keyed(
      readings.trees.map((one) => one[name]),
      ['id'],
    ),
    other: keyed(
      readings.other.map((one) => one[name]),
      ['id'],
    ),
  })
  return [{ own: side('own'), expected: { ...beside(expected), ...rest, ...side('expected') } }]
}

/** Besides the greedy reference a tree may name other publications of its units, with what leaks from them. */
function treeReading(tree: Static<typeof Tree>) {
  const { id, k, nodes, ...rest } = tree
  const totals = nodes.map((node) => ({ id: node.id, n: totalOf(nodes, node.id) }))
  const given = nodes.map((node) => ({ id: node.id, n: node.n }))
  const claims = claimsOf(rest, (claim) =>
    Value.Check(OfUnits, claim) ? verify(toldBy(nodes, claim.published), k, claim.leaks) : null,
  )
  return {
    own: {
      id,
      gate: judge(nodes, k, tree.greedyReference.published),
      totals: keyed(totals, ['id']),
      ...claims.own,
    },
    expected: { id, gate: SOUND, totals: keyed(given, ['id']), ...claims.expected },
  }
}

function totalOf(nodes: readonly CountedUnit[], top: string): number {
  const below = new Set(unitsBelow(nodes, top))
  return nodes.reduce((sum, { id, direct }) => sum + (below.has(id) ? direct : 0), 0)
}

/** Sets of cells in any shape, such as two-way tables or two dates; beside them other publications of the same cells. */
function otherReading({ id, k, cells, published, leaks: named, ...rest }: Static<typeof Other>) {
  const people = new Map(Object.entries(cells))
  const claims = claimsOf({ itself: { published, leaks: named }, ...rest }, (claim) =>
    Value.Check(OfSets, claim)
      ? verify({ people, sets: Object.values(claim.published) }, k, claim.leaks)
      : null,
  )
  return { own: { id, ...claims.own }, expected: { id, ...claims.expected } }
}

interface Verified {
  own: unknown
  expected: unknown
}

/** What is no publication is not compared, and so counts as a miss; a note is not a value. */
function claimsOf(claims: Record<string, unknown>, read: (claim: unknown) => Verified | null) {
  const own: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const [name, claim] of Object.entries(claims)) {
    if (name === 'note') continue
    const verified = read(claim)
    own[name] = verified?.own
    expected[name] = verified ? verified.expected : claim
  }
  return { own, expected }
}

/** Every leak named is one, of as many people; and where none is named there is none. */
function verify(told: Told, k: number, named: Static<typeof Leaks>): Verified {
  const unnamed = named.length > 0 ? [] : leaks(told, k)
  const found = named.map(({ cells }) => {
    const n = cells.reduce((sum, cell) => sum + (told.people.get(cell) ?? 0), 0)
    return { cells: cells.join(' + '), leaks: n > 0 && n < k && isKnown(told, cells), n }
  })
  const wanted = named.map(({ cells, n }) => ({ cells: cells.join(' + '), leaks: true, n }))
  return {
    own: { named: keyed(found, ['cells']), unnamed: unnamed.map((union) => union.join(' + ')) },
    expected: { named: keyed(wanted, ['cells']), unnamed: [] },
  }
}
