import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

interface Block {
  name: string
  kind: string
  input: Record<string, unknown>
  expected: unknown
}

/** A folder in the layout of the reference values, with values that can be checked by hand. */
export interface MadeFolder {
  tolerance: Record<string, number>
  blocks: Block[]
  files: Record<string, string>
}

const TEAMS = 'staff of 2'
const SCORED = ['client-control', 'initiative']
const OF_CONTROL = ['C-CON1', 'C-CON2', 'C-CON3', 'C-CON4']
const OF_INITIATIVE = ['C-INI1', 'C-INI2', 'C-INI3', 'C-INI4']

/** The third item is reversed and the fourth is not asked of clients: 4, 4, 2, 1 is 75 on what both were asked and 56.25 on all. */
const PROFESSIONAL = [4, 4, 2, 1]
const CLIENT = [2, 2, 4, '']

function answers(): string {
  const nothing = ['', '', '', '']
  const person = (number: number, perspective: string, unit: string, control: (number | string)[]) =>
    [`p${number}`, perspective, unit, ...control, ...(number === 1 ? [5, '', '', ''] : nothing)].join(',')
  const items = ['C-EFF', 'C-MOT', 'C-STR', 'C-NET', 'C-OBS', 'C-TRA', 'C-REF'].flatMap((dimension) =>
    [1, 2, 3, 4].map((number) => `${dimension}${number}`),
  )
  const rows = [
    ...[1, 2, 3, 4, 5, 6].map((number) => person(number, 'professional', 'a', PROFESSIONAL)),
    ...[7, 8].map((number) => person(number, 'professional', 'b', PROFESSIONAL)),
    ...[9, 10].map((number) => person(number, 'client', 'a', CLIENT)),
  ]
  const header = ['respondent', 'perspective', 'unit', ...OF_CONTROL, ...OF_INITIATIVE, ...items].join(',')
  return [header, ...rows.map((row) => row + ','.repeat(items.length))].join('\n')
}

function personScores(): string {
  const row = (number: number, perspective: string, unit: string, score: number) =>
    `p${number},${perspective},${unit},${score},`
  const people = [
    ...[1, 2, 3, 4, 5, 6].map((number) => row(number, 'professional', 'a', 56.25)),
    ...[7, 8].map((number) => row(number, 'professional', 'b', 56.25)),
    ...[9, 10].map((number) => row(number, 'client', 'a', 25)),
  ]
  return [`respondent,perspective,unit,${SCORED.join(',')}`, ...people].join('\n')
}

const UNITS = [
  { id: 'org', parent: null },
  { id: 'a', parent: 'org' },
  { id: 'b', parent: 'org' },
]

/** Fresh at every call, so that a test may spoil it. */
export function soundFolder(): MadeFolder {
  return {
    tolerance: { default: 0.005, distributions: 1e-8 },
    files: {
      'scale.csv': 'site,one,two\nx,1,5\nx,2,4\nx,3,3\nx,4,2\ny,1,1\ny,,6\n',
      'instrument.csv': 'C-CON1,C-CON3\n1,5\n2,4\n4,2\n',
      'groups.csv': `team,q1,q2,q3\n${TEAMS},2,3,4\n${TEAMS},3,3,4\n${TEAMS},3,4,4\n${TEAMS},4,4,5\n${TEAMS},3,,3\n7,1,1,1\n7,5,5,5\n12,4,4,4\n`,
      'departments.csv':
        'dept,score\nr,70\nr,75\nr,65\nr,80\ns,50\ns,55\ns,60\nt,62\nt,58\nt,66\nt,70\nt,64\n,99\n',
      'rounds.csv': 'before,after\n50,60\n60,60\n70,90\n,80\n40,\n',
      'answers.csv': answers(),
      'scores.csv': personScores(),
      'calls.csv':
        'fn,a,b,c,value\nqnorm,0.975,,,1.959963984540054\npt,0,4.7,,0.5\npf,1,7,7,0.5\nlgamma,1,,,0\n',
      'trees.json': JSON.stringify({
        trees: [
          {
            id: 'one small child',
            k: 5,
            note: 'C is hidden, and so one sibling goes too',
            nodes: [
              { id: 'root', parent: null, direct: 0, n: 30 },
              { id: 'A', parent: 'root', direct: 12, n: 12 },
              { id: 'B', parent: 'root', direct: 14, n: 14 },
              { id: 'C', parent: 'root', direct: 4, n: 4 },
            ],
            primaryOnly: { published: ['root', 'A', 'B'], leaks: [{ cells: ['C'], n: 4 }] },
            greedyReference: { published: ['root', 'B'], leaks: [] },
          },
        ],
        other: [
          {
            id: 'two dates',
            k: 5,
            cells: { early: 6, late: 1 },
            published: { monday: ['early'], tuesday: ['early', 'late'] },
            leaks: [{ cells: ['late'], n: 1 }],
            atTheEnd: { published: { tuesday: ['early', 'late'] }, leaks: [] },
          },
        ],
      }),
    },
    blocks: blocks(),
  }
}

function blocks(): Block[] {
  return [
    {
      name: 'a scale with one item reversed',
      kind: 'reliability',
      input: {
        file: 'scale.csv',
        items: ['one', 'two'],
        min: 1,
        max: 6,
        reverse: ['two'],
        missing: 'listwise',
        where: { site: 'x' },
      },
      expected: {
        n: 4,
        alpha: 1,
        standardisedAlpha: 1,
        meanCorrelation: 1,
        feldt95: [1, 1],
        alphaIfDeleted: { one: null, two: null },
        itemRestCorrelation: { one: 1, two: 1 },
        itemMean: { one: 2.5, two: 3.5 },
        itemSd: { one: 1.291, two: 1.291 },
        scaleMeanSd: 1.291,
        scaleMeanSem: 0,
        omegaTotal: null,
        loadings: { one: null, two: null },
        warnings: [],
      },
    },
    {
      name: 'all of it, not reversed',
      kind: 'reliability',
      input: { file: 'scale.csv', items: ['one', 'two'], min: 1, max: 6, reverse: [] },
      expected: {
        n: 5,
        itemRestCorrelation: { one: -0.2425, two: -0.2425 },
        alpha: -0.625,
        warnings: ['negative-item-rest-correlation'],
      },
    },
    {
      name: 'items of an instrument',
      kind: 'reliability',
      input: {
        file: 'instrument.csv',
        items: ['C-CON1', 'C-CON3'],
        min: 1,
        max: 5,
        reverse: 'as in the instrument',
      },
      expected: { n: 3, alpha: 1, itemMean: { 'C-CON1': 2.3333, 'C-CON3': 2.3333 } },
    },
    {
      name: 'agreement in teams',
      kind: 'agreement',
      input: { file: 'groups.csv', group: 'team', items: ['q1', 'q2', 'q3'], nullVariance: 2 },
      expected: [
        { group: TEAMS, n: 4, rwgJ: 0.9194, rwgJLindell: 0.7917, adMean: 0.4583, adMedian: 0.4167 },
        { group: 7, n: 2, rwgJ: 0, rwgJLindell: -3, adMean: 2, adMedian: 2 },
        { group: '12', n: 1, rwgJ: null, rwgJLindell: null, adMean: null, adMedian: null },
      ],
    },
    {
      name: 'agreement on the mean of two',
      kind: 'agreement-single',
      input: { file: 'groups.csv', group: 'team', meanOf: ['q1', 'q2'], nullVariance: 2 },
      expected: [
        { group: TEAMS, n: 5, rwg: 0.8375 },
        { group: '7', n: 2, rwg: 0 },
        { group: '12', n: 1, rwg: null },
      ],
    },
    {
      name: 'departments differ',
      kind: 'icc',
      input: { file: 'departments.csv', group: 'dept', meanOf: ['score'] },
      expected: {
        groups: 3,
        n: 12,
        meanGroupSize: 4,
        n0: 3.9167,
        msb: 263.958,
        msw: 28.333,
        icc1: 0.6752,
        icc2: 0.8927,
        icc1WithN0: 0.6798,
      },
    },
    {
      name: 'two columns',
      kind: 'change-independent',
      input: { file: 'rounds.csv', before: 'before', after: 'after' },
      expected: { n1: 4, mean1: 55, sd1: 12.9099, n2: 4, mean2: 72.5, sd2: 15, difference: 17.5 },
    },
    {
      name: 'pairs',
      kind: 'change-paired',
      input: { file: 'rounds.csv', before: 'before', after: 'after' },
      expected: { pairs: 3, difference: 10, sdDifference: 10, t: 1.7321, df: 2, dz: 1 },
    },
    {
      name: 'quick scan of two teams',
      kind: 'quick-scan',
      input: {
        file: 'answers.csv',
        instrument: 'competences',
        minimumGroup: 5,
        units: UNITS,
        invited: { professional: { a: 8, b: 3 }, client: { a: 4 } },
      },
      expected: {
        personScoresFile: 'scores.csv',
        cells: [
          {
            ...{ perspective: 'professional', unit: 'org', dimension: 'client-control' },
            ...{ n: 8, N: 11, mean: 56.25, sd: 0, ci: [56.25, 56.25] },
          },
          {
            ...{ perspective: 'client', unit: 'org', dimension: 'client-control' },
            ...{ n: 2, N: 4, mean: 25, sd: 0, ci: [25, 25] },
          },
          {
            ...{ perspective: 'professional', unit: 'b', dimension: 'initiative' },
            ...{ n: 0, N: 3, mean: null, sd: null, ci: null },
          },
        ],
        greedyPublication: [
          { perspective: 'professional', dimension: 'client-control', published: ['org'] },
          { perspective: 'client', dimension: 'client-control', published: [] },
        ],
      },
    },
    gap('gap of the file', 56.25),
    gap('gap of what both were asked', 75),
    {
      name: 'two of eight',
      kind: 'mean-interval',
      input: { x: [40, 60], N: 8 },
      expected: {
        n: 2,
        mean: 50,
        sd: 14.1421,
        se: 8.6603,
        t: 12.7062,
        margin: 110.039,
        interval95: [-60.039, 160.039],
        clipped95: [0, 100],
      },
    },
    {
      name: 'three teams',
      kind: 'representativeness',
      input: {
        strata: [
          { team: 'A', N: 20, n: 16, mean: 70, sd: 12 },
          { team: 'B', N: 30, n: 15, mean: 60, sd: 15 },
          { team: 'C', N: 50, n: 10, mean: 50, sd: 20 },
        ],
      },
      expected: { responseRate: 0.41, rIndicator: 0.529, maximalBias: 0.574, poststratifiedMean: 57 },
    },
    {
      name: 'eight others',
      kind: 'benchmark',
      input: { others: [48, 52, 55, 55, 61, 63, 70, 74], own: 61 },
      expected: { below: 4, equal: 1, percentile: 56.25, quartiles: [54.25, 58, 64.75] },
    },
    { name: 'calls', kind: 'distributions', input: { file: 'calls.csv' }, expected: 'column value' },
    { name: 'trees', kind: 'suppression', input: { file: 'trees.json' }, expected: 'no leak' },
  ]
}

/** Nobody differs within a perspective, so Welch's test is undefined. */
function gap(name: string, professional: number): Block {
  return {
    name,
    kind: 'change-independent',
    input: {
      file: 'scores.csv',
      column: 'client-control',
      before: { perspective: 'client' },
      after: { perspective: 'professional' },
    },
    expected: { n1: 2, mean1: 25, n2: 8, mean2: professional, difference: professional - 25, welch: null },
  }
}

/** Writes it where tests may write, and answers where. */
export function placeFolder({ files, ...reference }: MadeFolder): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'regie-reference-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content)
  writeFileSync(path.join(folder, 'reference.json'), JSON.stringify(reference))
  return folder
}
