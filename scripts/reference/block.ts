import { type Static, Type } from 'typebox'
import type { Outcome } from '#server/results/statistics/outcome.ts'
import type { Instrument } from '#server/surveys/survey.ts'
import type { Folder } from './folder.ts'

export const Block = Type.Object({
  name: Type.String({ minLength: 1 }),
  kind: Type.String(),
  input: Type.Unknown(),
  expected: Type.Unknown(),
})
export type Block = Static<typeof Block>

/** Where a block finds what it names. */
export interface Source {
  folder: Folder
  blocks: readonly Block[]
  instruments: ReadonlyMap<string, Instrument>
}

/** What this version computes beside what the block expects, in the same shape. */
export interface Reading {
  own: unknown
  expected: unknown
  /** Which reading it is, where the block's input can be read in two ways; one that agrees is enough. */
  called?: string
}

export type Kind = (block: Block, source: Source) => Reading[]

export function valueOrNull<Value>(outcome: Outcome<Value>): Value | null {
  return outcome.state === 'defined' ? outcome.value : null
}

/** Kinds whose values stand in a file say so in words in `expected`; anything but words would be a value that is not compared. */
export function beside(expected: unknown): object {
  return typeof expected === 'string' ? {} : { expected }
}
