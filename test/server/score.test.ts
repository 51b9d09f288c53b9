import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Value } from 'typebox/value'
import { afterAll, describe, expect, test } from 'vitest'
import { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import { type Instrument, itemsFor, type Perspective } from '#server/surveys/survey.ts'
import { run } from '../../scripts/score/run.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const SCRIPT = path.join(ROOT, 'scripts/score.ts')
const INSTRUMENT = path.join(ROOT, 'surveys/competences.json')
const instrument: Instrument = JSON.parse(readFileSync(INSTRUMENT, 'utf8'))
const items = instrument.dimensions.flatMap((dimension) => dimension.items)
const HEADER = ['respondent', 'perspective', 'unit', ...items.map(({ id }) => id)].join(',')

const folder = mkdtempSync(path.join(tmpdir(), 'regie-score-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Someone who scores so many quarters of 100 on everything; reverse items are answered the other way round. */
function row(respondent: string, perspective: Perspective, unit: string, quarters: number): string {
  const asked = new Set(itemsFor(instrument, perspective, 'full').map(({ id }) => id))
  const answers = items.map(({ id, reverse }) => {
    if (!asked.has(id)) return ''
    return reverse ? 5 - quarters : 1 + quarters
  })
  return [respondent, perspective, unit, ...answers].join(',')
}

let people = 0
/** Half of them score 100 and half 50, on everything. */
function team(unit: string, size: number, perspective: Perspective = 'professional'): string[] {
  return Array.from({ length: size }, (_person, index) =>
    row(`r${people++}`, perspective, unit, index % 2 ? 2 : 4),
  )
}

const lines = (...all: (string | string[])[]) => `${all.flat().join('\n')}\n`
const answersOf = (...rows: (string | string[])[]) => lines(HEADER, ...rows)

interface Given {
  responses?: string | Buffer
  units?: string | Buffer
  instrument?: string
}

/** Runs the command in a folder with these files. */
async function score(given: Given, ...more: string[]) {
  const args: string[] = ['--instrument', INSTRUMENT]
  const files = { instrument: given.instrument, responses: given.responses, units: given.units }
  for (const [option, content] of Object.entries(files)) {
    if (content === undefined) continue
    const name = `${option}.${option === 'instrument' ? 'json' : 'csv'}`
    writeFileSync(path.join(folder, name), content)
    args.push(`--${option}`, name)
  }
  let [out, err] = ['', '']
  const code = await run([...args, ...more], {
    from: folder,
    out: (text) => {
      out += text
    },
    err: {
      isTTY: false,
      write: (text: string | Uint8Array) => {
        err += text
        return true
      },
    },
    now: () => 0,
  })
  return { code, out, err: err.split('\n').filter((line) => line !== '') }
}

async function publicationOf(given: Given, ...more: string[]): Promise<Publication> {
  const { code, out, err } = await score(given, ...more)
  expect({ code, err }).toEqual({ code: 0, err: [] })
  return JSON.parse(out)
}

const cellOf = (publication: Publication, id: string, perspective: Perspective = 'professional') =>
  publication.units
    .find((unit) => unit.id === id)
    ?.perspectives.find((result) => result.perspective === perspective)?.dimensions[0]

describe('the figures', () => {
  // Six of 100 and six of 50: mean 75, sd 26.11, t 2.201
  test('with the number invited the interval has the finite population correction', async () => {
    const publication = await publicationOf({
      responses: answersOf(team('A', 12)),
      units: lines('unit,parent,professional', 'org,,', 'A,org,24'),
    })
    // 26.11 / √12 × √(1 − 12/24) = 5.33, margin 11.7
    expect(cellOf(publication, 'A')).toEqual({
      state: 'shown',
      score: { value: 75, label: '75' },
      basis: { state: 'counted', n: 12, invited: 24 },
      interval: { state: 'range', low: 63, high: 87, margin: 12 },
    })
    expect(cellOf(publication, 'org')).toEqual(cellOf(publication, 'A'))
    expect([...Value.Errors(Publication, publication)]).toEqual([])
  })

  test('without a file of units nobody knows how many were invited: a wider interval and no response rate', async () => {
    const publication = await publicationOf({ responses: answersOf(team('A', 12), team('B', 12)) })
    // 26.11 / √12 = 7.54, margin 16.6
    expect(cellOf(publication, 'A')).toEqual({
      state: 'shown',
      score: { value: 75, label: '75' },
      basis: { state: 'counted', n: 12, invited: null },
      interval: { state: 'range', low: 58, high: 92, margin: 17 },
    })
    expect(publication.units.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['all', null],
      ['A', 'all'],
      ['B', 'all'],
    ])
    expect(publication.units[0]?.perspectives[0]?.response).toEqual({ state: 'hidden' })
    expect([...Value.Errors(Publication, publication)]).toEqual([])
  })

  test('a column of the units that is not there means unknown, an empty cell means nobody', async () => {
    const publication = await publicationOf({
      responses: answersOf(team('A', 12), team('A', 20, 'client')),
      units: lines('id;parent;professional;manager', 'A;;12;'),
    })
    expect(cellOf(publication, 'A')).toMatchObject({ interval: { state: 'everyone' } })
    expect(cellOf(publication, 'A', 'client')).toMatchObject({ basis: { n: 20, invited: null } })
    expect(publication.perspectives).toEqual(['professional', 'client'])
  })

  test('the gate is the one of a scan: of twelve, fourteen and four people only fourteen are told', async () => {
    const publication = await publicationOf({
      responses: answersOf(team('A', 12), team('B', 14), team('C', 4)),
      units: lines('unit,parent', 'org,', 'A,org', 'B,org', 'C,org'),
    })
    const states = ['org', 'A', 'B', 'C'].map((id) => cellOf(publication, id)?.state)
    expect(states).toEqual(['shown', 'hidden', 'shown', 'hidden'])
  })

  test('clients of fewer than three professionals are not told', async () => {
    const responses = answersOf(team('A', 12, 'client'), team('B', 12, 'client'))
    const publication = await publicationOf({
      responses,
      units: lines('unit,parent,professionals', 'org,,', 'A,org,2', 'B,org,3'),
    })
    expect(cellOf(publication, 'A', 'client')).toEqual({ state: 'hidden' })
  })

  test.each([
    ['without --min, as in a scan', [], ['shown', 'hidden']],
    ['with --min 5', ['--min', '5'], ['shown', 'shown']],
    ['with --min 10', ['--min', '10'], ['hidden', 'hidden']],
  ])('%s, seven professionals and seven clients', async (_what, more, states) => {
    const responses = answersOf(team('A', 7), team('A', 7, 'client'))
    const publication = await publicationOf({ responses }, ...more)
    expect([cellOf(publication, 'A')?.state, cellOf(publication, 'A', 'client')?.state]).toEqual(states)
  })

  test('the short form is scored on its own items', async () => {
    const publication = await publicationOf(
      { responses: answersOf(team('A', 12, 'client')) },
      '--form',
      'short',
    )
    expect(cellOf(publication, 'A', 'client')).toMatchObject({ score: { value: 75 } })
    expect(publication.instrument.form).toBe('short')
  })

  test('one respondent gives a publication in which everything is hidden', async () => {
    const publication = await publicationOf({ responses: answersOf(team('A', 1)) })
    const cells = publication.units.flatMap(({ perspectives }) =>
      perspectives.flatMap((one) => one.dimensions),
    )
    expect(new Set(cells.map(({ state }) => state))).toEqual(new Set(['hidden']))
  })

  test('scores of three levels of random answers are those of a plain sum', async () => {
    const draw = newDraw()
    const units = Array.from({ length: 30 }, (_unit, index) => `t${index}`)
    const parentOf = (unit: string) => `d${Number(unit.slice(1)) % 4}`
    const given = units.flatMap((unit) =>
      Array.from({ length: 3 + draw(12) }, (_one, index) => ({
        unit,
        id: `${unit}-${index}`,
        quarters: draw(5),
      })),
    )
    const publication = await publicationOf({
      responses: answersOf(given.map(({ unit, id, quarters }) => row(id, 'professional', unit, quarters))),
      units: lines(
        'unit,parent,professional',
        'org,,',
        [0, 1, 2, 3].map((index) => `d${index},org,`),
        units.map((unit) => `${unit},${parentOf(unit)},15`),
      ),
    })
    let shown = 0
    for (const { id } of publication.units) {
      const cell = cellOf(publication, id)
      if (cell?.state !== 'shown') continue
      const own = given.filter(({ unit }) => id === 'org' || unit === id || parentOf(unit) === id)
      const mean = own.reduce((sum, { quarters }) => sum + 25 * quarters, 0) / own.length
      expect(cell.score.value).toBe(Math.floor(mean + 0.5 + 1e-9))
      shown += 1
    }
    expect(shown).toBeGreaterThan(15)
  })
})

/** The same numbers below `most` at every run. */
function newDraw() {
  let seed = 7
  return (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % most
  }
}

describe('the output', () => {
  const given = () => ({
    responses: answersOf(team('A', 12), team('B|1', 14), team('B|1', 30, 'client'), team('C', 3)),
    units: lines(
      'unit,parent,name,professional,client',
      'org,,De Brug,,',
      'A,org,"North, A",24,',
      'B|1,org,,20,60',
      'C,org,South,5,',
    ),
  })

  test('csv is the export of a scan', async () => {
    const files = given()
    const { out } = await score(files, '--format', 'csv')
    expect(out).toBe(publicationCsv(await publicationOf(files), 'en'))
  })

  test('md can be read: draft label, minimums, scores, words where nothing may be told', async () => {
    const { out } = await score(given(), '--format', 'md')
    expect(out).toContain('# Empowering competences of professionals: responses.csv\n')
    expect(out).toContain('> **Draft instrument.**')
    expect(out).toContain('5 for professionals, 10 for clients; behind ranges and details: 10')
    expect(out).toContain('| – B\\|1 | not told | 75 (67–83; n 14 of 20) |')
    expect(out).toContain('Nothing is shown of North, A, South: too few people answered there')
    expect(out).toContain('## Professionals and clients')
    expect(out).toContain('| – B\\|1 | 0 (−17 to +17), no clear difference |')
    expect(out).toContain('| De Brug | ≥ 40 % of 49 | 76 (70–82; n 29 of 49) |')
    expect(out).not.toMatch(/NaN|undefined|null|\[object/)
    expect(out).not.toContain('## What first')
  })

  test('md tells what comes first where people chose', async () => {
    const { out } = await score(
      {
        responses: lines(
          `${HEADER},importance`,
          team('A', 12).map((line, index) => `${line},${index % 2 ? 'transparency' : ''}`),
        ),
      },
      '--format',
      'md',
    )
    expect(out).toContain('A, by professionals:\n\n1. Transparency (score 75, chosen by 50 %')
  })

  test('a name in md is only a name', async () => {
    const { out } = await score(
      {
        responses: answersOf(team('A', 12)),
        units: lines('unit,parent,name', 'A,,"# <b>x</b> [y](z) `q`\nnext"'),
      },
      '--format',
      'md',
    )
    expect(out).toContain('| \\# \\<b\\>x\\</b\\> \\[y\\](z) \\`q\\` next |')
  })
})

describe('a fault in the files is told with its place, and nothing is scored', () => {
  const good = () => answersOf(team('A', 6))
  const tree = (...rows: string[]) => lines('unit,parent,professional', ...rows)
  const cases: [string, () => Given, string[]][] = [
    [
      'an answer outside the scale',
      () => ({ responses: answersOf(row('x', 'client', 'A', 4).replace('5', '6')) }),
      ['responses.csv:2: column "C-CON1": "6" is outside the scale 1 to 5'],
    ],
    [
      'an unknown item',
      () => ({
        responses: lines(
          `${HEADER},C-XYZ9`,
          team('A', 5).map((line) => `${line},1`),
        ),
      }),
      ['responses.csv:1: column "AN": "C-XYZ9" names no item and no open question'],
    ],
    [
      'a duplicate id',
      () => ({ responses: answersOf(row('x', 'client', 'A', 2), row('x', 'client', 'A', 2)) }),
      ['responses.csv:3: column "respondent": the respondent "x" stands in the file already'],
    ],
    [
      'a wrong perspective',
      () => ({ responses: answersOf(row('x', 'client', 'A', 2).replace('client', 'boss')) }),
      ['responses.csv:2: column "perspective": "boss" is not professional, client or manager'],
    ],
    [
      'all answers null',
      () => ({ responses: answersOf(`x,client,A${','.repeat(items.length)}`) }),
      ['responses.csv:2: this row holds no answer at all'],
    ],
    [
      'an unknown unit',
      () => ({ responses: good(), units: tree('org,,', 'B,org,') }),
      Array.from(
        { length: 6 },
        (_row, index) =>
          `responses.csv:${index + 2}: column "unit": there is no unit "A" in the file of units`,
      ),
    ],
    [
      'a unit that is meant by a name of two',
      () => ({
        responses: answersOf(team('Team', 1)),
        units: lines('unit,parent,name', '1,,Team', '2,1,team'),
      }),
      ['responses.csv:2: column "unit": more than one unit is called "Team": write its id'],
    ],
    [
      'a circle of units',
      () => ({ responses: good(), units: tree('A,,', 'B,C,', 'C,B,') }),
      [
        'units.csv:3: column "parent": "B" lies below itself, or below a unit that does',
        'units.csv:4: column "parent": "C" lies below itself, or below a unit that does',
      ],
    ],
    [
      'an orphan',
      () => ({ responses: good(), units: tree('A,gone,') }),
      ['units.csv:2: column "parent": there is no unit "gone"'],
    ],
    [
      'a unit that stands there twice',
      () => ({ responses: good(), units: tree('A,,', 'A,,') }),
      ['units.csv:3: column "unit": the unit "A" stands on line 2 already'],
    ],
    [
      'a negative number invited',
      () => ({ responses: good(), units: tree('A,,-3') }),
      ['units.csv:2: column "professional": "-3" is not a number of people'],
    ],
    [
      'a number invited in words',
      () => ({ responses: good(), units: tree('A,,some') }),
      ['units.csv:2: column "professional": "some" is not a number of people'],
    ],
    [
      'columns of units',
      () => ({ responses: good(), units: lines('id,boss,ID', 'A,,') }),
      [
        'units.csv:1: column "boss": nothing of this name is known; the columns are unit, parent, name, professional, client, manager, professionals',
        'units.csv:1: column "ID": this column stands here twice',
        'units.csv:1: column "parent": this column is missing',
      ],
    ],
    [
      'cells of units',
      () => ({ responses: good(), units: tree('A,', 'B,,,4', ',,') }),
      [
        'units.csv:2: this row has only 2 cells, fewer than the header',
        'units.csv:3: this row has 4 cells, more than the header',
      ],
    ],
    [
      'a unit without an id',
      () => ({ responses: good(), units: lines('ID,parent', 'A,', ',A') }),
      ['units.csv:3: column "ID": this may not be empty'],
    ],
    [
      'units without a unit',
      () => ({ responses: good(), units: 'unit,parent\n' }),
      ['units.csv:1: there is a header and no unit below it'],
    ],
    ['an empty file', () => ({ responses: '' }), ['responses.csv:1: the file is empty']],
    [
      'a header alone',
      () => ({ responses: HEADER }),
      ['responses.csv:1: there is a header and nothing below it'],
    ],
    [
      'a Latin-1 file',
      () => ({ responses: Buffer.from(answersOf(row('x', 'client', 'Café', 2)), 'latin1') }),
      [
        'responses.csv:2: this is no text in UTF-8, near "x,client,Caf\uFFFD,3,3,3,,3,3,3,,3,3,": save the file as "CSV UTF-8"',
      ],
    ],
    [
      'an instrument with one item in a dimension',
      () => ({ responses: good(), instrument: changed((copy) => copy.dimensions[0]?.items.splice(1)) }),
      [
        'instrument.json: /dimensions/0 (client-control): the professional is asked only 1 item here; a score needs at least 2',
      ],
    ],
    [
      'an instrument that is no JSON',
      () => ({ responses: good(), instrument: '{\n  "id": }' }),
      ['instrument.json: line 2, column 9: a value was expected here'],
    ],
    [
      'the action library',
      () => ({
        responses: good(),
        instrument: readFileSync(path.join(ROOT, 'surveys/actions.json'), 'utf8'),
      }),
      ['instrument.json: this is an action library, not an instrument'],
    ],
    [
      "the client's own profile",
      () => ({
        responses: good(),
        instrument: readFileSync(path.join(ROOT, 'surveys/empowerment.json'), 'utf8'),
      }),
      ['instrument.json: /phase: these answers belong to the client alone and are never scored for a group'],
    ],
  ]

  test.each(cases)('%s', async (_what, given, faults) => {
    const { code, out, err } = await score(given())
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toEqual(expect.arrayContaining(faults))
    expect(err.at(-1)).toMatch(/^\d+ faults?; nothing was scored$/)
  })

  test('all faults of all files, not the first', async () => {
    const { err } = await score({
      responses: answersOf(
        row('x', 'client', 'A', 2),
        `${row('y', 'client', 'Z', 2)},1`,
        row('x', 'client', 'Z', 2),
      ),
      units: tree('A,gone,x'),
    })
    expect(err).toEqual([
      'units.csv:2: column "professional": "x" is not a number of people',
      'units.csv:2: column "parent": there is no unit "gone"',
      'responses.csv:3: this row has 40 cells, more than the header',
      'responses.csv:4: column "respondent": the respondent "x" stands in the file already',
      'responses.csv:4: column "unit": there is no unit "Z" in the file of units',
      '5 faults; nothing was scored',
    ])
  })

  test('of very many faults the first ten thousand are told, and how many more there are', async () => {
    const { err } = await score({ responses: answersOf(Array.from({ length: 10_005 }, () => 'x,boss')) })
    expect(err).toHaveLength(10_002)
    expect(err.slice(-2)).toEqual(['… and 5 more', '10005 faults; nothing was scored'])
  })

  test('a column of ids that is called unit is found out before it fills the memory', async () => {
    const rows = Array.from({ length: 20_001 }, (_one, index) => row(`x${index}`, 'client', `x${index}`, 2))
    const { code, err } = await score({ responses: answersOf(rows) })
    const words = 'more than 20000 units: is this really the column of units?'
    expect({ code, first: err[0] }).toEqual({
      code: 1,
      first: `responses.csv:20002: column "unit": ${words}`,
    })
    const units = lines(
      'unit,parent',
      rows.map((_row, index) => `t${index},`),
    )
    const flooded = await score({ responses: answersOf(team('t1', 1)), units })
    expect(flooded.err[0]).toBe(`units.csv:20002: ${words}`)
  })

  test('what stood in a file cannot steer the terminal', async () => {
    const { err } = await score({
      responses: answersOf(row('x', 'client', 'A', 2).replace('client', '\u001b[2J\u009b')),
    })
    expect(err.join('')).toContain('"\\u001b[2j?" is not professional'.replace('j', 'J'))
    expect(err.join('')).not.toContain('\u001b')
  })
})

function changed(change: (copy: Instrument) => void): string {
  const copy = structuredClone(instrument)
  change(copy)
  return JSON.stringify(copy)
}

test('more answers than invited is told and noted, and does not stop the scoring', async () => {
  const given = {
    responses: answersOf(team('A', 12)),
    units: lines('unit,parent,professional', 'org,,', 'A,org,7'),
  }
  const { code, out, err } = await score(given)
  expect({ code, err }).toEqual({
    code: 0,
    err: [
      'units.csv:3: column "professional": warning: 7 were invited but more answered; their number is taken instead',
    ],
  })
  const publication = JSON.parse(out)
  expect(publication.notices).toContain('more-answers-than-invited')
  expect(cellOf(publication, 'A')).toMatchObject({
    basis: { n: 12, invited: 12 },
    interval: { state: 'everyone' },
  })
})

test.each([
  ['Dutch Excel', (text: string) => `\uFEFF${text.replaceAll(',', ';').replaceAll('\n', '\r\n')}\r\n;;;\r\n`],
  ['quotes and empty lines', (text: string) => text.replaceAll(/[^,\n]+/g, '"$&"').replaceAll('\n', '\n\n')],
])('a file of %s gives the same figures', async (_what, written) => {
  const responses = answersOf(team('A', 12), team('B', 9))
  const units = lines('unit,parent,professional', 'org,,', 'A,org,20', 'B,org,20')
  const figures = async (given: Given) => (await publicationOf(given)).units
  expect(await figures({ responses: written(responses), units: written(units) })).toEqual(
    await figures({ responses, units }),
  )
})

test('ten thousand units', async () => {
  const ids = Array.from({ length: 10_000 }, (_unit, index) => `t${index}`)
  const publication = await publicationOf({
    responses: answersOf(
      ids.slice(0, 200).map((id) => row(id, 'professional', id, 3)),
      team('t77', 12),
    ),
    units: lines(
      'unit,parent,professional',
      'org,,',
      ids.map((id, index) => `${id},${index < 100 ? 'org' : `t${index % 100}`},1${index % 10}`),
    ),
  })
  expect(publication.units).toHaveLength(10_001)
  expect(cellOf(publication, 't77')?.state).toBe('shown')
})

test('a file of megabytes is read part by part and nothing is lost between the parts', async () => {
  const lined = Array.from({ length: 60_000 }, (_one, index) =>
    row(`é${index}`, 'professional', `t${index % 3}`, index % 5),
  )
  const responses = answersOf(lined)
  expect(Buffer.byteLength(responses)).toBeGreaterThan(5_000_000)
  const publication = await publicationOf({ responses })
  expect(cellOf(publication, 'all')).toMatchObject({ score: { value: 50 }, basis: { n: 60_000 } })
  const { err } = await score({ responses: `${responses}x,boss` })
  expect(err[0]).toBe('responses.csv:60002: this row has only 2 cells, fewer than the header')
})

test('who waits longer than a second at a terminal sees how far it is, on a line that is wiped', async () => {
  writeFileSync(path.join(folder, 'slow.csv'), answersOf(team('A', 5)))
  let [err, time] = ['', 0]
  const args = ['--instrument', INSTRUMENT, '--responses', 'slow.csv']
  const write = (text: string | Uint8Array) => {
    err += text
    return true
  }
  await run(args, {
    from: folder,
    out: () => {},
    err: { isTTY: true, write },
    now: () => {
      time += 2000
      return time
    },
  })
  expect(err).toBe('\rslow.csv: 100 %\u001b[K\r\u001b[K')
})

describe('the command', () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [SCRIPT, ...args], {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: folder },
    })

  test('tells all that is wrong with its use', () => {
    const { status, stdout, stderr } = command(
      '--instrument',
      'gone.json',
      '--units',
      '.',
      '--min',
      '4',
      '--format',
      'pdf',
      '--form',
      'long',
    )
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.split('\n').slice(0, 6)).toEqual([
      '--instrument: gone.json: there is no such file',
      '--responses: which file?',
      '--units: . is a folder, not a file',
      '--min: 4 is below 5; it protects everyone who answered, so it may be raised, never lowered',
      '--form: "long" is not one of full, short',
      '--format: "pdf" is not one of json, csv, md',
    ])
  })

  test.each([
    [['--colour', 'red'], "Unknown option '--colour'"],
    [
      ['--instrument', INSTRUMENT, '--responses', INSTRUMENT, '--min', '5.5'],
      '--min: "5.5" is not a whole number of 5 or more',
    ],
  ])('refuses %j', (args, words) => {
    const { status, stdout, stderr } = command(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(words)
  })

  test('says how it is used', () => {
    const { status, stdout } = command('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('--instrument FILE --responses FILE.csv [--units FILE.csv]')
  })

  test('scores files named from the folder where the user is', () => {
    writeFileSync(path.join(folder, 'mine.csv'), answersOf(team('A', 12)))
    const { status, stdout, stderr } = command('--instrument', INSTRUMENT, '--responses', 'mine.csv')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(cellOf(JSON.parse(stdout), 'A')).toMatchObject({ score: { value: 75 } })
  })

  test('a fault leaves the output empty', () => {
    writeFileSync(path.join(folder, 'bad.csv'), 'respondent\n1\n')
    const { status, stdout, stderr } = command('--instrument', INSTRUMENT, '--responses', 'bad.csv')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('bad.csv:1: column "perspective": this column is missing\n')
  })
})
