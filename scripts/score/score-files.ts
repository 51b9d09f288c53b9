import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { newAnswerReader } from '#server/paper-answers/answer-file.ts'
import type { Publication } from '#server/results/contract.ts'
import type { CountedGroup, Counts } from '#server/results/counted.ts'
import { newCounting } from '#server/results/counting.ts'
import { perspectivesIn } from '#server/results/measures.ts'
import { publish } from '#server/results/publish.ts'
import { readInstrument } from '#server/surveys/catalogue.ts'
import { hasShortForm, type Instrument, isLaunchable, type Perspective } from '#server/surveys/survey.ts'
import { type newComplaints, placed } from './complaints.ts'
import { readText } from './file-text.ts'
import type { NamedFile, Options } from './options.ts'
import { newFlatUnits, newUnitReader, TOO_MANY_UNITS, type Units } from './units.ts'
import { wordsOf } from './words.ts'

interface Scored {
  publication: Publication
  warnings: string[]
}

type Complaints = ReturnType<typeof newComplaints>
type OnProgress = (name: string, percentage: number) => void

/** Undefined when any of the files has a fault; all of them have been told then. */
export async function scoreFiles(
  options: Options,
  complaints: Complaints,
  onProgress: OnProgress,
): Promise<Scored | undefined> {
  const instrument = soundInstrument(options, complaints)
  const units = options.units ? await readUnits(options.units, complaints, onProgress) : newFlatUnits()
  if (!instrument) return undefined
  const answers = await readAnswers(options, instrument, units, complaints, onProgress)
  if (complaints.count() > 0) return undefined
  const groups = groupsOf(answers.groups, instrument, units)
  const counts = answers.counts(perspectivesIn(groups))
  const { publication } = publish({
    scan: scanOf(options.responses),
    instrument,
    form: options.form,
    minimums: options.minimums,
    units: units.units(),
    groups,
    counts,
    previous: null,
  })
  return { publication, warnings: options.units ? warningsOf(options.units, units, groups, counts) : [] }
}

function soundInstrument(
  { instrument: file, form }: Options,
  complaints: Complaints,
): Instrument | undefined {
  const { instrument, faults } = readInstrument(file.path)
  for (const fault of faults) complaints.tell(fault.replace(file.path, file.name))
  if (!instrument) return undefined
  if (!isLaunchable(instrument)) {
    complaints.tell(
      `${file.name}: /phase: these answers belong to the client alone and are never scored for a group`,
    )
  } else if (form === 'short' && !hasShortForm(instrument)) {
    complaints.tell(`${file.name}: this instrument has no short form`)
  }
  return instrument
}

async function readUnits(file: NamedFile, complaints: Complaints, onProgress: OnProgress): Promise<Units> {
  const complain = complaints.about(file)
  const reader = newUnitReader(complain, (fault) => wordsOf(fault))
  await readText(file, reader.read, (percentage) => onProgress(file.name, percentage))
  return reader.end()
}

interface Answers {
  counts(present: readonly Perspective[]): Counts
  /** Where someone answered, as keyOf gives it. */
  groups: ReadonlySet<string>
}

function keyOf(unitId: string, perspective: Perspective): string {
  return `${perspective} ${unitId}`
}

/** One response at a time; none is kept. */
async function readAnswers(
  { responses: file, units: unitFile, form }: Options,
  instrument: Instrument,
  units: Units,
  complaints: Complaints,
  onProgress: OnProgress,
): Promise<Answers> {
  const { perspectives, openQuestions } = instrument
  const complain = complaints.about(file)
  const groups = new Set<string>()
  const counting = newCounting(instrument, form, perspectives)
  const reader = newAnswerReader(
    { instrument, form, questions: openQuestions, perspectives, unitOf: units.find },
    ({ unitId, perspective, answers, importance }) => {
      groups.add(keyOf(unitId, perspective))
      counting.add(unitId, perspective, answers, importance)
    },
    (fault) => {
      const isTooMany = fault.code === 'unknown-unit' && unitFile === null
      complain(fault, isTooMany ? TOO_MANY_UNITS : wordsOf(fault, instrument))
    },
  )
  await readText(file, reader.read, (percentage) => onProgress(file.name, percentage))
  reader.end()
  return { counts: counting.counts, groups }
}

/** Whoever answered or was invited; nothing is published of a perspective that did neither. */
function groupsOf(answered: ReadonlySet<string>, { perspectives }: Instrument, units: Units): CountedGroup[] {
  return units.units().flatMap(({ id: unitId }) =>
    perspectives.flatMap((perspective): CountedGroup[] => {
      const invited = units.invited(unitId, perspective)
      const takesPart = (invited ?? 0) > 0 || answered.has(keyOf(unitId, perspective))
      return takesPart ? [{ unitId, perspective, invited }] : []
    }),
  )
}

/** A file has no days on which it opened and closed; it was last written some day. */
function scanOf({ name, path }: NamedFile): Publication['scan'] {
  const written = statSync(path).mtime.toISOString()
  return { id: 'score', title: basename(name), opensAt: written, closedAt: written }
}

function warningsOf(
  { name }: NamedFile,
  units: Units,
  groups: CountedGroup[],
  { respondents }: Counts,
): string[] {
  const answered = new Map(
    respondents.map(({ unitId, perspective, count }) => [keyOf(unitId, perspective), count]),
  )
  return groups.flatMap(({ unitId, perspective, invited }) => {
    const count = answered.get(keyOf(unitId, perspective)) ?? 0
    if (invited === null || invited >= count) return []
    const words = `warning: ${invited} were invited but more answered; their number is taken instead`
    return [placed(name, units.placeOf(unitId, perspective), words)]
  })
}
