import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Form, Perspective } from '#server/surveys/survey.ts'

export const USAGE = `npm run -s score -- --instrument FILE --responses FILE.csv [--units FILE.csv] [options]

Scores a file of answers without a server or database, by the code that publishes a scan and with the same protection.

  --instrument FILE   the questionnaire, for example surveys/competences.json
  --responses FILE    answers: columns respondent, perspective, unit and one per item (docs/answer-files.md)
  --units FILE        units: columns unit and parent; name, and how many were invited: professional, client, manager;
                      professionals: how many professionals the clients of the unit describe.
                      Without it every unit of the answers hangs directly below one root, and nobody knows how many were invited
  --min NUMBER        fewest answers behind a figure, 5 or more, for every perspective; default 5 for professionals and
                      managers and 10 for clients, as in a scan
  --form full|short   default full
  --format FORMAT     json (default), csv or md

Exit codes: 0 scored, 1 faults in the files (nothing is scored), 2 wrong use or a file that cannot be read.`

export type Format = 'json' | 'csv' | 'md'
const FORMATS: readonly Format[] = ['json', 'csv', 'md']
const FORMS: readonly Form[] = ['full', 'short']

const FLOOR = 5
const DEFAULTS: Record<Perspective, number> = { professional: 5, client: 10, manager: 5 }

/** A file by the name that the user gave it, and where it is. */
export interface NamedFile {
  name: string
  path: string
}

export interface Options {
  instrument: NamedFile
  responses: NamedFile
  units: NamedFile | null
  minimums: Record<Perspective, number>
  form: Form
  format: Format
}

type Read = { state: 'help' } | { state: 'wrong'; faults: string[] } | { state: 'sound'; options: Options }

/** All that is wrong with how the command is used, not only the first. `from` is the folder that names of files count from. */
export function readOptions(args: string[], from: string): Read {
  const given = parse(args)
  if (typeof given === 'string') return { state: 'wrong', faults: [given] }
  if (given.help) return { state: 'help' }
  const faults: string[] = []
  const file = (option: 'instrument' | 'responses' | 'units'): NamedFile => {
    const name = given[option] ?? ''
    const wrong = fileFault(name, path.resolve(from, name))
    if (wrong) faults.push(`--${option}: ${wrong}`)
    return { name, path: path.resolve(from, name) }
  }
  const options: Options = {
    instrument: file('instrument'),
    responses: file('responses'),
    units: given.units === undefined ? null : file('units'),
    minimums: minimumsOf(given.min, faults),
    form: oneOf('form', FORMS, given.form, faults),
    format: oneOf('format', FORMATS, given.format, faults),
  }
  return faults.length > 0 ? { state: 'wrong', faults } : { state: 'sound', options }
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        instrument: { type: 'string' },
        responses: { type: 'string' },
        units: { type: 'string' },
        min: { type: 'string' },
        form: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function fileFault(name: string, place: string): string | undefined {
  if (name === '') return 'which file?'
  try {
    if (statSync(place).isDirectory()) return `${name} is a folder, not a file`
    accessSync(place, constants.R_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? `${name}: there is no such file`
      : `${name} cannot be read (${code})`
  }
}

function minimumsOf(given: string | undefined, faults: string[]): Options['minimums'] {
  if (given === undefined) return DEFAULTS
  const minimum = /^\d{1,6}$/.test(given) ? Number(given) : Number.NaN
  if (Number.isNaN(minimum))
    faults.push(`--min: ${JSON.stringify(given)} is not a whole number of ${FLOOR} or more`)
  else if (minimum < FLOOR) {
    faults.push(
      `--min: ${minimum} is below ${FLOOR}; it protects everyone who answered, so it may be raised, never lowered`,
    )
  }
  return { professional: minimum, client: minimum, manager: minimum }
}

function oneOf<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  given: string | undefined,
  faults: string[],
): Choice {
  const chosen = choices.find((choice) => choice === given)
  if (given !== undefined && !chosen) {
    faults.push(`--${option}: ${JSON.stringify(given)} is not one of ${choices.join(', ')}`)
  }
  return chosen ?? (choices[0] as Choice)
}
