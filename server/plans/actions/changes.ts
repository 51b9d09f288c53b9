import type { Text } from '../../surveys/contract.ts'
import type { Check, HistoryChange, HistoryKind } from '../contract.ts'
import type { ChangedField } from './edit.ts'

type Described = Record<ChangedField, string | null> & { dimensionId: string }

/** What topics and units are called at this moment. */
export interface Names {
  topics: ReadonlyMap<string, Text>
  units: ReadonlyMap<string, string>
}

/** In the words of that moment: a unit may get another name. An address is told to nobody. */
export function fieldChanges(
  fields: readonly ChangedField[],
  before: Described,
  after: Described,
  { topics, units }: Names,
): HistoryChange[] {
  const unitOf = ({ unitId }: Described) => (unitId === null ? null : (units.get(unitId) ?? null))
  const topicOf = ({ dimensionId }: Described) => topics.get(dimensionId) ?? {}
  return fields.map((field) => {
    if (field === 'ownerEmail') return { field }
    if (field === 'dimensionId') return { field, from: topicOf(before), to: topicOf(after) }
    if (field === 'unitId') return { field, from: unitOf(before), to: unitOf(after) }
    return { field, from: before[field], to: after[field] }
  })
}

/** Points that came, went or got other words, and those that were ticked or opened again. */
export function checkChanges(before: readonly Check[], after: readonly Check[]): HistoryChange[] {
  const known = new Map(before.map((check) => [check.id, check]))
  const kept = new Set(after.map(({ id }) => id))
  const gone = before.filter(({ id }) => !kept.has(id))
  return [
    ...gone.map(({ text }) => ({ field: 'check' as const, from: text, to: null })),
    ...after.flatMap((check) => pointChanges(known.get(check.id), check)),
  ]
}

function pointChanges(before: Check | undefined, { text, done }: Check): HistoryChange[] {
  const from = before?.text ?? null
  return [
    ...(from === text ? [] : [{ field: 'check' as const, from, to: text }]),
    ...(done === (before?.done ?? false) ? [] : [{ field: 'ticked' as const, text, done }]),
  ]
}

const WITH_CHANGES: readonly HistoryKind[] = ['plan', 'change', 'checks']

/** One column holds what changed or what someone said; which of the two follows from the kind of line. */
export function noteOf(changes: readonly HistoryChange[]): string | undefined {
  return changes.length === 0 ? undefined : JSON.stringify(changes)
}

export function readNote(
  kind: HistoryKind,
  note: string | null,
): { note: string | null; changes: HistoryChange[] } {
  if (!WITH_CHANGES.includes(kind)) return { note, changes: [] }
  return { note: null, changes: note?.startsWith('[') ? JSON.parse(note) : [] }
}
