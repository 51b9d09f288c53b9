import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { leaks } from '../../../scripts/reference/attacker.ts'
import { compareFolder } from '../../../scripts/reference/blocks.ts'
import { type MadeFolder, placeFolder, soundFolder } from './reference-folder.ts'

const SCRIPT = path.join(import.meta.dirname, '../../../scripts/reference.ts')

const folders: string[] = []
function place(made: MadeFolder): string {
  const folder = placeFolder(made)
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const linesOf = (made: MadeFolder) => compareFolder(place(made)).map(({ line }) => line)

function run(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...given], { encoding: 'utf8' })
  return { status, said: stdout.trim().split('\n'), complained: stderr.trim() }
}

test('every kind of block agrees with values that can be checked by hand', () => {
  const lines = linesOf(soundFolder())
  expect(lines.filter((line) => !line.startsWith('passed'))).toEqual([])
  expect(new Set(soundFolder().blocks.map(({ kind }) => kind)).size).toBe(12)
})

test.each<[string, MadeFolder['blocks'][number]]>([
  [
    'one item has a mean and no alpha',
    {
      name: 'one item',
      kind: 'reliability',
      input: { file: 'scale.csv', items: ['one'], min: 1, max: 6 },
      expected: { n: 5, alpha: null, omegaTotal: null, itemMean: { one: 2.2 }, itemSd: { one: 1.3038 } },
    },
  ],
  [
    'groups with equal means have mean squares and no ICC',
    {
      name: 'equal means',
      kind: 'icc',
      input: { file: 'equal.csv', group: 'dept', meanOf: ['score'] },
      expected: { n0: 2, msb: 0, msw: 125, f: 0, p: 1, icc1: null, icc2: null, icc1WithN0: null },
    },
  ],
])('where a figure is undefined what surrounds it is compared all the same: %s', (_case, more) => {
  const made = soundFolder()
  made.files['equal.csv'] = 'dept,score\nr,40\nr,60\ns,45\ns,55\n'
  made.blocks = [more]
  expect(linesOf(made)).toEqual([expect.stringMatching(/^passed /)])
})

test('a gap between perspectives says on which items it was computed', () => {
  const lines = linesOf(soundFolder()).filter((line) => line.includes('gap of'))
  expect(lines).toEqual([
    expect.stringMatching(/^passed gap of the file .* the column as it stands$/),
    expect.stringMatching(/^passed gap of what both .* on the items that both perspectives were asked$/),
  ])
})

const block = (made: MadeFolder, kind: string) => {
  const found = made.blocks.find((one) => one.kind === kind)
  if (!found) throw new Error(`no block of the kind ${kind}`)
  return found as { input: Record<string, unknown>; expected: Record<string, unknown> }
}
const respell = (made: MadeFolder, file: string, from: string, to: string) => {
  const before = made.files[file] ?? ''
  made.files[file] = before.replace(from, to)
  expect(made.files[file]).not.toBe(before)
}
/** They read the file and the answers of the quick scan too. */
const withoutGaps = (made: MadeFolder) => {
  made.blocks = made.blocks.filter(({ name }) => !name.startsWith('gap'))
}

test.each<[string, (made: MadeFolder) => void, RegExp]>([
  [
    'a value that differs',
    (made) => Object.assign(block(made, 'reliability').expected, { alpha: 0.9 }),
    /differing: alpha is 1, expected 0\.9$/,
  ],
  [
    'a value that was undefined',
    (made) => Object.assign(block(made, 'reliability').expected, { omegaTotal: 0.9 }),
    /differing: omegaTotal is undefined, expected 0\.9$/,
  ],
  [
    'an undefined value that exists',
    (made) => Object.assign(block(made, 'icc').expected, { msb: null }),
    /differing: msb is 263\.9\d+, expected undefined$/,
  ],
  [
    'a count that is one off',
    (made) => Object.assign(block(made, 'icc').expected, { n: 13 }),
    /differing: n is 12, expected 13$/,
  ],
  [
    'a warning that was not given',
    (made) => Object.assign(block(made, 'reliability').expected, { warnings: ['few-answers'] }),
    /differing: warnings has 0 parts, expected 1$/,
  ],
  [
    'a key that nobody computes',
    (made) => Object.assign(block(made, 'change-paired').expected, { kappa: 0.4 }),
    /differing: kappa was not compared$/,
  ],
  [
    'a key inside a list that nobody computes',
    (made) => Object.assign(block(made, 'agreement').expected[1] as object, { awg: null }),
    /differing: 7\.awg was not compared$/,
  ],
  [
    'a group that is not there',
    (made) => Object.assign(block(made, 'agreement-single').expected[0] as object, { group: 'staff' }),
    /differing: staff was not compared$/,
  ],
  [
    'the same group twice',
    (made) => Object.assign(block(made, 'agreement-single').expected[0] as object, { group: '7' }),
    /: expected names the same group twice$/,
  ],
  [
    'nothing to compare',
    (made) => Object.assign(block(made, 'benchmark'), { expected: {} }),
    /differing: expected has 5 parts, expected 0$/,
  ],
  [
    'a kind that is not known',
    (made) => Object.assign(block(made, 'benchmark'), { kind: 'toString' }),
    /: the kind "toString" is not known$/,
  ],
  [
    'an input of another shape',
    (made) => Object.assign(block(made, 'mean-interval'), { input: { x: 3 } }),
    /: input is not as the layout says: must have required properties N, \/x must be array$/,
  ],
  [
    'a block without a kind',
    (made) => Object.assign(made.blocks, { 0: { name: 'bare' } }),
    /^FAILED bare: the block is not as the layout says: must have required properties kind, input, expected$/,
  ],
  [
    'a file that is not there',
    (made) => delete made.files['departments.csv'],
    /: departments\.csv: there is no such file in the folder$/,
  ],
  [
    'a column that is not there',
    (made) => respell(made, 'departments.csv', 'dept', 'division'),
    /: departments\.csv has no column "dept"$/,
  ],
  [
    'a cell that is not a number',
    (made) => respell(made, 'departments.csv', '75', 'much'),
    /: departments\.csv, row 2, column "score": "much" is not a number$/,
  ],
  [
    'a row of another length',
    (made) => respell(made, 'departments.csv', 'r,75', 'r,75,1'),
    /: departments\.csv, row 2: Too many fields/,
  ],
  ['cases that are not JSON', (made) => respell(made, 'trees.json', '{', ''), /: trees\.json is not JSON: /],
  [
    'a function that is not known',
    (made) => respell(made, 'calls.csv', 'lgamma', 'digamma'),
    /: row 4: the function "digamma" of 1 numbers is not known$/,
  ],
  [
    'a function with an argument more',
    (made) => respell(made, 'calls.csv', 'pt,0,4.7,,', 'pt,0,4.7,1,'),
    /: row 2: the function "pt" of 3 numbers is not known$/,
  ],
  [
    'a function value beyond its own, stricter tolerance',
    (made) => respell(made, 'calls.csv', '1.95996398', '1.95996400'),
    /differing: row 1, qnorm is 1\.95\d+, expected 1\.95996400/,
  ],
  [
    'a file of functions without a row',
    (made) => {
      made.files['calls.csv'] = 'fn,a,b,c,value\n'
    },
    /: calls\.csv has no rows$/,
  ],
  [
    'values in words that are values',
    (made) => Object.assign(block(made, 'distributions'), { expected: { total: 3 } }),
    /differing: expected was not compared$/,
  ],
  [
    'items of no instrument',
    (made) => Object.assign(block(made, 'reliability').input, { reverse: 'as in the instrument' }),
    /: no instrument in surveys\/ has all these items$/,
  ],
  [
    'a score of a person',
    (made) => {
      withoutGaps(made)
      respell(made, 'scores.csv', 'p9,client,a,25', 'p9,client,a,26')
    },
    /differing: personScores\.p9\/client\/a\.client-control is 25, expected 26$/,
  ],
  [
    'an interval of a cell',
    (made) =>
      Object.assign((block(made, 'quick-scan').expected.cells as object[])[1] ?? {}, { ci: [20, 25] }),
    /differing: cells\.client\/org\/client-control\.ci\.0 is 25, expected 20$/,
  ],
  [
    'a reference that publishes more units',
    (made) =>
      Object.assign((block(made, 'quick-scan').expected.greedyPublication as object[])[0] ?? {}, {
        published: ['org', 'a'],
      }),
    /differing: greedyPublication\.professional\/client-control\.unitsTooFew is 1, expected 0$/,
  ],
  [
    'an instrument that is not there',
    (made) => {
      withoutGaps(made)
      Object.assign(block(made, 'quick-scan').input, { instrument: 'moods' })
    },
    /: the instrument "moods" is not in surveys\/$/,
  ],
  [
    'a leak that is none',
    (made) =>
      respell(made, 'trees.json', '"leaks":[{"cells":["C"],"n":4}]', '"leaks":[{"cells":["A"],"n":12}]'),
    /differing: trees\.one small child\.primaryOnly\.named\.A\.leaks is false, expected true$/,
  ],
  [
    'a leak that is kept quiet',
    (made) => respell(made, 'trees.json', '"leaks":[{"cells":["C"],"n":4}]', '"leaks":[]'),
    /differing: trees\.one small child\.primaryOnly\.unnamed has 1 parts, expected 0$/,
  ],
  [
    'a part of a case that is no publication',
    (made) => respell(made, 'trees.json', '"atTheEnd":{', '"rounded":7,"atTheEnd":{'),
    /differing: other\.two dates\.rounded was not compared$/,
  ],
  [
    'units that are no tree',
    (made) => respell(made, 'trees.json', '"id":"A","parent":"root"', '"id":"A","parent":"A"'),
    /: the units are no tree: cycle at "A"$/,
  ],
])('%s makes its block fail, and only its block', (_fault, spoil, sentence) => {
  const made = soundFolder()
  spoil(made)
  const failed = linesOf(made).filter((line) => !line.startsWith('passed'))
  expect(failed).toEqual([expect.stringMatching(sentence)])
  expect(failed[0]).toMatch(/^FAILED /)
})

test('the command tells how many blocks agree and ends with 0, or with 1 when one does not', () => {
  const made = soundFolder()
  const count = made.blocks.length
  const sound = run(place(made))
  expect(sound).toMatchObject({ status: 0, complained: '' })
  expect(sound.said.at(-1)).toBe(`${count} of ${count} blocks agree`)
  Object.assign(block(made, 'icc').expected, { n: 13 })
  const spoilt = run(place(made))
  expect(spoilt.status).toBe(1)
  expect(spoilt.said.at(-1)).toBe(`${count - 1} of ${count} blocks agree`)
  expect(spoilt.said.filter((line) => line.startsWith('FAILED'))).toHaveLength(1)
})

test('the command ends with a sentence when there is nothing to compare', () => {
  const empty = place({ ...soundFolder(), blocks: [] })
  expect(run(empty)).toMatchObject({
    status: 1,
    complained: 'reference.json is not as the layout says: /blocks must not have fewer than 1 items',
  })
  const broken = place(soundFolder())
  writeFileSync(path.join(broken, 'reference.json'), '{')
  expect(run(broken)).toMatchObject({
    status: 1,
    complained: expect.stringMatching(/^reference.json is not JSON: [^\n]+$/),
  })
  expect(run(path.join(broken, 'elsewhere')).complained).toMatch(/elsewhere: there is no such folder$/)
  expect(run().status).toBe(2)
})

test('the attacker takes told sums apart, over sets in any shape', () => {
  const people = new Map([
    ['T1P', 8],
    ['T1C', 3],
    ['T2P', 9],
    ['T2C', 12],
  ])
  const margins = [
    ['T1P', 'T1C'],
    ['T2P', 'T2C'],
    ['T1P', 'T2P'],
    ['T1C', 'T2C'],
  ]
  expect(leaks({ people, sets: margins }, 5)).toEqual([])
  expect(leaks({ people, sets: [...margins, ['T1P']] }, 5)).toEqual([['T1C']])
})
