import path from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { loadCatalogue } from '#server/surveys/catalogue.ts'
import { Block, type Reading, type Source } from './block.ts'
import { type Comparison, compare } from './comparison.ts'
import { Fault, wordsOf } from './fault.ts'
import { openFolder } from './folder.ts'
import { KINDS } from './kinds.ts'
import { checked } from './schema.ts'

const SURVEYS = path.join(import.meta.dirname, '../../surveys')

const Reference = Type.Object({
  tolerance: Type.Object({
    default: Type.Number({ minimum: 0 }),
    distributions: Type.Optional(Type.Number({ minimum: 0 })),
  }),
  blocks: Type.Array(Type.Unknown(), { minItems: 1 }),
})
type Tolerance = Static<typeof Reference>['tolerance']

interface Compared {
  agrees: boolean
  /** For a person; begins with `passed` or `FAILED`. */
  line: string
}

/** Every block of reference.json in the folder, compared; throws a Fault when there is nothing to compare. */
export function compareFolder(name: string): Compared[] {
  const folder = openFolder(name)
  const { tolerance, blocks } = checked(Reference, folder.json('reference.json'), 'reference.json')
  const sound = blocks.filter((block) => Value.Check(Block, block))
  const source = { folder, blocks: sound, instruments: loadCatalogue(SURVEYS).instruments }
  return blocks.map((block, place) => compareBlock(block, place, source, tolerance))
}

function compareBlock(given: unknown, place: number, source: Source, tolerance: Tolerance): Compared {
  try {
    const block = checked(Block, given, 'the block')
    const kind = KINDS.get(block.kind)
    if (!kind) throw new Fault(`the kind "${block.kind}" is not known`)
    const { called, comparison } = bestOf(kind(block, source), toleranceFor(block, tolerance))
    if (comparison.values + comparison.misses.length === 0) throw new Fault('nothing was compared')
    return { agrees: comparison.misses.length === 0, line: lineOf(block, comparison, called) }
  } catch (error) {
    return { agrees: false, line: `FAILED ${titleOf(given, place)}: ${wordsOf(error)}` }
  }
}

function toleranceFor({ kind }: Block, tolerance: Tolerance): number {
  return kind === 'distributions' ? (tolerance.distributions ?? tolerance.default) : tolerance.default
}

function bestOf(readings: Reading[], tolerance: number) {
  const compared = readings.map(({ own, expected, called }) => ({
    called,
    comparison: compare(own, expected, tolerance),
  }))
  const [best] = compared.toSorted((a, b) => a.comparison.misses.length - b.comparison.misses.length)
  if (!best) throw new Fault('nothing was compared')
  return best
}

function lineOf(block: Block, { values, largest, misses }: Comparison, called: string | undefined): string {
  const more = misses.length > MISSES_SHOWN ? `; and ${misses.length - MISSES_SHOWN} more` : ''
  return [
    `${misses.length === 0 ? 'passed' : 'FAILED'} ${block.name} (${block.kind}): ${values} values`,
    `largest difference ${largest.toExponential(1)}`,
    ...(called ? [called] : []),
    ...(misses.length > 0 ? [`differing: ${misses.slice(0, MISSES_SHOWN).join('; ')}${more}`] : []),
  ].join(', ')
}

const MISSES_SHOWN = 12

function titleOf(given: unknown, place: number): string {
  const name: unknown = Object(given).name
  return typeof name === 'string' && name !== '' ? name : `block ${place + 1}`
}
