import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { ActionLibrary } from './actions.ts'
import { instrumentFaults } from './instrument-rules.ts'
import { findJsonFault } from './json-text.ts'
import { libraryFaults } from './library-rules.ts'
import { neighbourFaults } from './neighbour-rules.ts'
import { isLibrary, outlineInstrument, outlineLibrary } from './outline.ts'
import { schemaFaults } from './schema-words.ts'
import type { Instrument } from './survey.ts'
import { type Fault, textFaults } from './text-rules.ts'

export interface Catalogue {
  instruments: Map<string, Instrument>
  actions: ActionLibrary
}

/** Everything that is wrong with every survey file, one line per fault. */
export class CatalogueFaults extends Error {
  readonly faults: string[]

  constructor(faults: string[]) {
    super(
      `The survey files hold ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}:\n${faults.join('\n')}`,
    )
    this.name = 'CatalogueFaults'
    this.faults = faults
  }
}

interface SurveyFile {
  name: string
  document: unknown
  faults: Fault[]
}

const shippedFolder = fileURLToPath(new URL('../../surveys', import.meta.url))

/** Reads every instrument and the action library; throws CatalogueFaults with all faults of all files. */
export function loadCatalogue(folder: string): Catalogue {
  const files = readSurveyFiles(folder)
  const faults = [...files.flatMap((file) => faultsOf(file, files)), ...missingFiles(folder, files)]
  if (faults.length > 0) throw new CatalogueFaults(faults)
  const instruments = files.flatMap(({ document }) => (isLibrary(document) ? [] : [document as Instrument]))
  return {
    instruments: new Map(instruments.map((instrument) => [instrument.id, instrument])),
    actions: files.find(({ document }) => isLibrary(document))?.document as ActionLibrary,
  }
}

/** The faults that these files would give if they lay in the folder, beside or in place of what is there. */
export function checkFiles(paths: string[], folder = shippedFolder): string[] {
  const given = paths.map(readSurveyFile)
  const names = new Set(paths.map((path) => basename(path)))
  const beside = surveyFileNames(folder).filter((name) => !names.has(name))
  const files = [...given, ...beside.map((name) => readSurveyFile(join(folder, name)))]
  return given.flatMap((file) => faultsOf(file, files))
}

/** One instrument by itself, to be scored without a catalogue; undefined when it has a fault. */
export function readInstrument(path: string): { instrument: Instrument | undefined; faults: string[] } {
  const file = readSurveyFile(path)
  if (isLibrary(file.document)) {
    return { instrument: undefined, faults: [`${path}: this is an action library, not an instrument`] }
  }
  const faults = faultsOf(file, [file], (fault) => namedPlace(file.document, fault.path))
  return { instrument: faults.length > 0 ? undefined : (file.document as Instrument), faults }
}

/** The path with the ids of the dimension and the item that it leads through. */
function namedPlace(document: unknown, path: string): string {
  let at = document
  const ids = path.split('/').flatMap((step) => {
    at = step === '' ? at : (at as Record<string, unknown> | undefined)?.[step]
    const { id } = (at ?? {}) as { id?: unknown }
    return typeof id === 'string' && at !== document ? [id] : []
  })
  return ids.length > 0 ? `${path} (${ids.join(', ')})` : path
}

function readSurveyFiles(folder: string): SurveyFile[] {
  try {
    return surveyFileNames(folder).map((name) => readSurveyFile(join(folder, name)))
  } catch (error) {
    throw new CatalogueFaults([`${folder}: this folder cannot be read (${reason(error)})`])
  }
}

function surveyFileNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'schema.json' && !name.endsWith('.schema.json'))
    .toSorted()
}

function readSurveyFile(name: string): SurveyFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(name))
    const fault = findJsonFault(text)
    if (!fault) return { name, document: JSON.parse(text), faults: [] }
    const words = `line ${fault.line}, column ${fault.column}: ${fault.words}`
    return { name, document: undefined, faults: [{ path: '', words }] }
  } catch (error) {
    return {
      name,
      document: undefined,
      faults: [{ path: '', words: `this file cannot be read (${reason(error)})` }],
    }
  }
}

function reason(error: unknown): string {
  if (error instanceof TypeError) return 'it is not saved as UTF-8'
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}

function faultsOf(
  file: SurveyFile,
  files: SurveyFile[],
  placeOf = (fault: Fault): string => fault.path,
): string[] {
  const faults = file.document === undefined ? file.faults : documentFaults(file, files)
  return faults.map((fault) => [file.name, ...(fault.path ? [placeOf(fault)] : []), fault.words].join(': '))
}

function documentFaults({ name, document }: SurveyFile, files: SurveyFile[]): Fault[] {
  const instruments = files
    .filter((file) => file.document !== undefined && !isLibrary(file.document))
    .map((file) => ({ name: file.name, outline: outlineInstrument(file.document) }))
  if (isLibrary(document)) {
    const outlines = instruments.map(({ outline }) => outline)
    return [
      ...schemaFaults(errorsOf('actions.schema.json', document)),
      ...textFaults(document),
      ...libraryFaults(outlineLibrary(document), outlines),
    ]
  }
  const others = instruments.filter((other) => other.name !== name)
  return [
    ...schemaFaults(errorsOf('schema.json', document)),
    ...textFaults(document),
    ...instrumentFaults(outlineInstrument(document)),
    ...neighbourFaults(outlineInstrument(document), others),
  ]
}

function missingFiles(folder: string, files: SurveyFile[]): string[] {
  const readable = files.filter(({ document }) => document !== undefined)
  const [library, ...more] = readable.filter(({ document }) => isLibrary(document))
  const faults = more.map(({ name }) => `${name}: this is a second action library beside ${library?.name}`)
  if (readable.length < files.length) return faults
  if (!library) faults.push(`${folder}: there is no action library (a file with a list of actions)`)
  if (readable.length === more.length + (library ? 1 : 0)) faults.push(`${folder}: there is no instrument`)
  return faults
}

function errorsOf(schema: string, document: unknown) {
  const validate = validator(schema)
  return validate(document) ? [] : (validate.errors ?? [])
}

/** Compiled on first use, once per process. */
const validators = new Map<string, ValidateFunction>()

function validator(name: string): ValidateFunction {
  const known = validators.get(name)
  if (known) return known
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true })
  const compiled = ajv.compile(JSON.parse(readFileSync(join(shippedFolder, name), 'utf8')))
  validators.set(name, compiled)
  return compiled
}
