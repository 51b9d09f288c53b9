import { readFileSync } from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { publishedUnits } from '#server/results/disclosure/suppress.ts'
import { readTree } from '#server/results/disclosure/tree.ts'
import { hedges, welch } from '#server/results/statistics/change.ts'
import {
  logGamma,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from '#server/results/statistics/distributions.ts'
import { meanInterval, momentsOf, standardDeviation } from '#server/results/statistics/interval.ts'
import type { Outcome } from '#server/results/statistics/outcome.ts'
import { personScore } from '#server/results/statistics/score.ts'
import { type Instrument, itemsFor, type Perspective } from '#server/surveys/survey.ts'

/** Compares what this version computes with the values made in R, and the instruments with their source. */
const [shared = ''] = process.argv.slice(2)
const reference = path.join(shared, 'reference/open')
let wrong = 0

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const rowsOf = (file: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path.join(reference, file), 'utf8').trim(), {
    header: true,
  }).data

function report(name: string, compared: number, largest: number, tolerance: number): void {
  const sound = compared > 0 && largest <= tolerance
  if (!sound) wrong++
  console.log(
    `${sound ? 'agrees ' : 'DIFFERS'} ${name}: ${compared} values, largest difference ${largest.toExponential(1)}`,
  )
}

function newComparison() {
  const differences: number[] = []
  return {
    compare(got: number | null | undefined, expected: number | null | undefined): void {
      if (expected === null || expected === undefined)
        differences.push(got === null || got === undefined ? 0 : 1)
      else
        differences.push(
          got === null || got === undefined ? Number.POSITIVE_INFINITY : Math.abs(got - expected),
        )
    },
    report: (name: string, tolerance: number) =>
      report(
        name,
        differences.length,
        differences.reduce((a, b) => Math.max(a, b), 0),
        tolerance,
      ),
  }
}

const numberOf = <T>(outcome: Outcome<T>): T | null => (outcome.state === 'defined' ? outcome.value : null)
const sample = (values: number[]) => momentsOf(values.map((value) => ({ value, count: 1 })))

function checkInstruments(): void {
  for (const name of ['competences', 'processes', 'empowerment', 'actions']) {
    const file = `${name}.json`
    const own = read(path.join(import.meta.dirname, '../surveys', file))
    const source = read(path.join(shared, 'instruments', file))
    const keys = ['dimensions', 'scale', 'importanceQuestion', 'openQuestions', 'actions', 'trainingModules']
    const same = keys.every((key) => JSON.stringify(own[key]) === JSON.stringify(source[key]))
    report(`instrument ${name}`, keys.length, same ? 0 : 1, 0)
  }
}

function checkDistributions(): void {
  const functions: Record<string, (a: number, b: number) => number> = {
    qt: (p, df) => studentQuantile(p, df),
    pt: (t, df) => studentCdf(t, df),
    qnorm: (p) => normalQuantile(p),
    lgamma: (x) => logGamma(x),
  }
  const comparison = newComparison()
  for (const { fn = '', a, b, value } of rowsOf('distributions.csv')) {
    const own = functions[fn]
    if (own) comparison.compare(own(Number(a), Number(b)), Number(value))
  }
  comparison.report('distributions', 1e-9)
}

interface Cell {
  perspective: Perspective
  unit: string
  dimension: string
  n: number
  N: number
  mean: number | null
  sd: number | null
  ci: [number, number] | null
}

function checkQuickScan({
  input,
  expected,
}: {
  input: QuickScan
  expected: { cells: Cell[]; personScoresFile: string }
}): void {
  const instrument: Instrument = read(
    path.join(import.meta.dirname, '../surveys', `${input.instrument}.json`),
  )
  const persons = rowsOf(expected.personScoresFile)
  const scores = newComparison()
  const cells = newComparison()
  const own = rowsOf(input.file).map((row, index) => {
    const asked = itemsFor(instrument, row.perspective as Perspective, 'full')
    return instrument.dimensions.map(({ id }) => {
      const items = asked.filter((item) => item.dimensionId === id)
      const answers = items.map((item) => (row[item.id] ? Number(row[item.id]) : null))
      const reverse = items.map((item) => item.reverse)
      const score = personScore(answers, reverse, instrument.scale)
      const given = persons[index]?.[id]
      const number = numberOf(score)
      scores.compare(number, given ? Number(given) : null)
      return number
    })
  })
  const rows = rowsOf(input.file)
  for (const cell of expected.cells) {
    const units = below(cell.unit, input.units)
    const place = instrument.dimensions.findIndex(({ id }) => id === cell.dimension)
    const values = own
      .filter(
        (_, index) => rows[index]?.perspective === cell.perspective && units.has(rows[index]?.unit ?? ''),
      )
      .flatMap((person) => person[place] ?? [])
    const moments = sample(values)
    const interval = numberOf(meanInterval(moments, cell.N))
    cells.compare(moments.n, cell.n)
    cells.compare(moments.n > 0 ? moments.mean : null, cell.mean)
    cells.compare(numberOf(standardDeviation(moments)), cell.sd)
    if (cell.ci) for (const side of [0, 1] as const) cells.compare(interval?.clipped[side], cell.ci[side])
  }
  scores.report('quick scan, scores of persons', 1e-8)
  cells.report('quick scan, cells', 1e-8)
}

interface QuickScan {
  file: string
  instrument: string
  units: { id: string; parent: string | null }[]
}

function below(unit: string, units: QuickScan['units']): Set<string> {
  const found = new Set([unit])
  for (const { id, parent } of units) if (parent !== null && found.has(parent)) found.add(id)
  return found
}

function checkMeanInterval(
  name: string,
  { input, expected }: { input: { x: number[]; N: number | null }; expected: Mean },
): void {
  const own = numberOf(meanInterval(sample(input.x), input.N))
  const comparison = newComparison()
  for (const key of ['n', 'mean', 'sd', 'se', 't', 'margin'] as const)
    comparison.compare(own?.[key], expected[key])
  for (const side of [0, 1] as const) {
    comparison.compare(own?.interval[side], expected.interval95[side])
    comparison.compare(own?.clipped[side], expected.clipped95[side])
  }
  comparison.report(name, 1e-8)
}

interface Mean {
  n: number
  mean: number
  sd: number
  se: number
  t: number
  margin: number
  interval95: [number, number]
  clipped95: [number, number]
}

type Side = string | Record<string, string>

function checkChange(name: string, { input, expected }: { input: Change; expected: ChangeValues }): void {
  const rows = rowsOf(input.file)
  const scoresOf = (side: Side) => {
    if (typeof side !== 'string') return sharedScores(input.column ?? '', side)
    return rows.flatMap((row) => (row[side] ? [Number(row[side])] : []))
  }
  const sampleOf = (side: Side) => {
    const moments = sample(scoresOf(side))
    return { n: moments.n, mean: moments.mean, sd: numberOf(standardDeviation(moments)) ?? Number.NaN }
  }
  const [before, after] = [sampleOf(input.before), sampleOf(input.after)]
  const [test, effect] = [numberOf(welch(before, after)), numberOf(hedges(before, after))]
  const comparison = newComparison()
  comparison.compare(before.n, expected.n1)
  comparison.compare(after.n, expected.n2)
  comparison.compare(test?.difference, expected.difference)
  comparison.compare(test?.p, expected.welch.p)
  comparison.compare(test?.df, expected.welch.df)
  comparison.compare(effect?.g, expected.hedgesG)
  comparison.compare(effect?.variance, expected.hedgesGVariance)
  comparison.report(name, 1e-8)
}

/** A gap between perspectives is taken on the items that both were asked, as R did; the file of person scores holds all items. */
function sharedScores(dimensionId: string, side: Record<string, string>): number[] {
  const { input } = blocks.find((block: { kind: string }) => block.kind === 'quick-scan') as {
    input: QuickScan
  }
  const instrument: Instrument = read(
    path.join(import.meta.dirname, '../surveys', `${input.instrument}.json`),
  )
  const items = itemsFor(instrument, 'client', 'full').filter((item) => item.dimensionId === dimensionId)
  return rowsOf(input.file)
    .filter((row) => row.perspective === side.perspective)
    .flatMap((row) => {
      const answers = items.map(({ id }) => (row[id] ? Number(row[id]) : null))
      const reverse = items.map((item) => item.reverse)
      return numberOf(personScore(answers, reverse, instrument.scale)) ?? []
    })
}

interface Change {
  file: string
  column?: string
  before: Side
  after: Side
}

interface ChangeValues {
  n1: number
  n2: number
  difference: number
  welch: { p: number; df: number }
  hedgesG: number
  hedgesGVariance: number
}

interface SuppressionCase {
  id: string
  k: number
  nodes: { id: string; parent: string | null; direct: number }[]
  greedyReference: { published: string[] }
}

/** No case leaks by the atom criterion, and each publishes at least what the greedy reference does. */
function checkSuppression(trees: SuppressionCase[]): void {
  let faults = 0
  for (const { k, nodes, greedyReference } of trees) {
    const given = readTree(nodes.map(({ id, parent }) => ({ id, parentId: parent })))
    if (given.state === 'faulty') throw new Error('a reference tree is no tree')
    const { units, parent } = given.tree
    const direct = units.map((unit) => nodes.find(({ id }) => id === unit.id)?.direct ?? 0)
    const published = publishedUnits(given.tree, { respondents: direct }, { minimum: k })
    const atoms = new Map<number, number>()
    for (const [place, count] of direct.entries()) {
      let at: number | undefined = place
      while (at !== undefined && at >= 0 && !published[at]) at = parent[at]
      if (at !== undefined && at >= 0) atoms.set(at, (atoms.get(at) ?? 0) + count)
    }
    const leaks = [...atoms.values()].some((count) => count > 0 && count < k)
    if (leaks || published.filter(Boolean).length < greedyReference.published.length) faults++
  }
  report('suppression, cases that leak or publish too little', trees.length, faults, 0)
}

checkInstruments()
checkDistributions()
const { blocks } = read(path.join(reference, 'reference.json'))
for (const block of blocks) {
  if (block.kind === 'quick-scan') checkQuickScan(block)
  if (block.kind === 'mean-interval') checkMeanInterval(block.name, block)
  if (block.kind === 'change-independent') checkChange(block.name, block)
}
checkSuppression(read(path.join(reference, 'suppression_cases.json')).trees)
process.exitCode = wrong === 0 ? 0 : 1
