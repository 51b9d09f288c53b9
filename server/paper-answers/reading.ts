import type { TreeUnit } from '../scans/scan.ts'
import { type LaunchedInstrument, type Perspective, questionsOf } from '../surveys/survey.ts'
import { type AnswerRow, newAnswerReader } from './answer-file.ts'
import type { PaperCount, PaperFault, PaperForm, PaperPreview } from './contract.ts'
import type { PaperReceipts } from './receipts.ts'
import { type UnitNames, unitNames } from './unit-names.ts'

const MOST_FAULTS = 200

interface PaperGroup {
  id: string
  unitId: string
  perspective: Perspective
  invited: number
}

/** What a file is read against: frozen at launch, but for groups that joined later. */
export interface PaperScan {
  instrument: LaunchedInstrument
  groups: readonly PaperGroup[]
  units: readonly TreeUnit[]
}

export interface PaperRow extends AnswerRow {
  groupId: string
}

export type Receipted = PaperRow & PaperReceipts

/** The first faults, and how many there are. */
interface Faults {
  faults: PaperFault[]
  faultCount: number
}

interface PaperReader {
  /** The next part of the text, cut anywhere. */
  read(part: string): void
  end(): Faults & { rows: Receipted[] }
}

export function perspectivesOf({ groups }: Pick<PaperScan, 'groups'>): Set<Perspective> {
  return new Set(groups.map(({ perspective }) => perspective))
}

/** Finds the faults of the file itself, and rows of teams that this scan does not ask. */
export function newPaperReader(scan: PaperScan, receiptsOf: (row: PaperRow) => PaperReceipts): PaperReader {
  const { instrument, groups } = scan
  const groupAt = new Map(groups.map((group) => [placeOf(group), group.id]))
  const rows: Receipted[] = []
  const faults: PaperFault[] = []
  let faultCount = 0
  const addFault = ({ line, column, code }: PaperFault) => {
    faultCount += 1
    if (faults.length < MOST_FAULTS) faults.push({ line, column, code })
  }
  const addRow = (row: AnswerRow) => {
    const groupId = groupAt.get(placeOf(row))
    if (groupId === undefined) {
      addFault({ line: row.line, column: 'unit', code: 'group-not-in-scan' })
      return
    }
    const placed = { ...row, groupId }
    rows.push({ ...placed, ...receiptsOf(placed) })
  }
  const options = {
    instrument,
    form: instrument.form,
    questions: questionsOf(instrument),
    perspectives: [...perspectivesOf(scan)],
    unitOf: namesOf(scan).find,
  }
  const { read, end } = newAnswerReader(options, addRow, addFault)
  return {
    read,
    end() {
      end()
      return { rows, faults, faultCount }
    },
  }
}

interface Weighed {
  fresh: Receipted[]
  known: Receipted[]
  /** Numbers that are in already, for another team. */
  elsewhere: Receipted[]
}

/** Which rows are not stored yet. Takes the receipts that are known, as hex. */
export function weigh(rows: readonly Receipted[], receipts: ReadonlySet<string>): Weighed {
  const isIn = (receipt: Buffer) => receipts.has(receipt.toString('hex'))
  const known = rows.filter(({ number }) => isIn(number))
  return {
    fresh: rows.filter(({ number }) => !isIn(number)),
    known,
    elsewhere: known.filter(({ place }) => !isIn(place)),
  }
}

/** All that is wrong, in the order of the lines. */
export function faultsOf({ faults, faultCount }: Faults, elsewhere: readonly Receipted[] = []): Faults {
  const misplaced = elsewhere.map(({ line }): PaperFault => {
    return { line, column: 'respondent', code: 'number-in-other-group' }
  })
  const all = [...faults, ...misplaced].sort((a, b) => a.line - b.line)
  return { faults: all.slice(0, MOST_FAULTS), faultCount: faultCount + misplaced.length }
}

export function presentPreview(
  scan: PaperScan,
  { fresh, known, elsewhere }: Weighed,
  wrong: Faults,
): PaperPreview {
  if (wrong.faultCount > 0) {
    return { state: 'faulty', sound: fresh.length + known.length - elsewhere.length, ...wrong }
  }
  const freshIn = countsOf(fresh)
  const knownIn = countsOf(known)
  const groups = presentGroups(scan).flatMap(({ id, ...group }): PaperCount[] => {
    const counted = { fresh: freshIn.get(id) ?? 0, known: knownIn.get(id) ?? 0 }
    return counted.fresh + counted.known > 0 ? [{ ...group, ...counted }] : []
  })
  return { state: 'ready', fresh: fresh.length, known: known.length, groups }
}

export function presentGroups(scan: PaperScan): (PaperForm['groups'][number] & { id: string })[] {
  const names = namesOf(scan)
  return scan.groups.map(({ id, unitId, perspective, invited }) => ({
    id,
    unitId,
    unit: names.nameOf(unitId),
    perspective,
    invited,
  }))
}

function namesOf({ units, groups }: PaperScan): UnitNames {
  return unitNames(units, new Set(groups.map(({ unitId }) => unitId)))
}

function countsOf(rows: readonly PaperRow[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { groupId } of rows) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
  return counts
}

const placeOf = ({ unitId, perspective }: { unitId: string; perspective: Perspective }) =>
  `${unitId} ${perspective}`
