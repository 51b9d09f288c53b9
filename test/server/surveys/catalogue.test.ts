import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueFaults, checkFiles, loadCatalogue } from '#server/surveys/catalogue.ts'
import { tinyInstrument, tinyLibrary } from '../../support/cast-survey.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surveys-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('a sound folder', () => {
  test('gives the instruments by id and the action library', () => {
    write({ 'tiny.json': tinyInstrument, 'actions.json': tinyLibrary })
    const catalogue = loadCatalogue(folder)
    expect(catalogue.instruments.get('tiny')).toEqual(tinyInstrument)
    expect(catalogue.actions).toEqual(tinyLibrary)
  })

  test('may hold its own schemas and a file saved with a byte order mark', () => {
    write({ 'tiny.json': `\ufeff${JSON.stringify(tinyInstrument)}`, 'actions.json': tinyLibrary })
    write({ 'schema.json': '{}', 'actions.schema.json': '{}', 'README.md': 'how to' })
    expect(loadCatalogue(folder).instruments.size).toBe(1)
  })

  test('may hold an instrument in English only, with an unfinished translation', () => {
    const english = plant(tinyInstrument, (instrument) => {
      instrument.languages = ['en']
      instrument.title = { en: 'Tiny', fi: 'Pieni' }
      instrument.dimensions[0].title = { en: 'Listening' }
    })
    write({ 'tiny.json': english, 'actions.json': tinyLibrary })
    expect(loadCatalogue(folder).instruments.get('tiny')?.languages).toEqual(['en'])
  })

  test('may hold two variants with the same dimensions', () => {
    write({ 'a.json': tinyInstrument, 'b.json': { ...tinyInstrument, id: 'tiny-2' }, 'c.json': tinyLibrary })
    expect([...loadCatalogue(folder).instruments.keys()]).toEqual(['tiny', 'tiny-2'])
  })
})

describe('a fault in an instrument', () => {
  test.each<[string, (instrument: Loose) => void, string[]]>([
    [
      'a missing translation',
      (i) => delete i.dimensions[0].items[1].text.fi,
      ['/dimensions/0/items/1/text: the Finnish text is missing'],
    ],
    ['an empty translation', (i) => (i.title.nl = '  '), ['/title/nl: the Dutch text is empty']],
    ['a text without any language', (i) => (i.title = {}), ['/title: this is empty']],
    ['a missing text', (i) => delete i.title, ['“title” is missing']],
    [
      'a missing label for not applicable',
      (i) => delete i.scale.notApplicable.label,
      ['/scale/notApplicable: “label” is missing'],
    ],
    [
      'a name that does not exist',
      (i) => (i.dimensions[1].colour = 'red'),
      ['/dimensions/1: “colour” does not belong here (a spelling mistake?)'],
    ],
    [
      'a language that we do not speak',
      (i) => i.languages.push('de'),
      ['/languages/3: this must be nl, en or fi'],
    ],
    [
      'neither Dutch nor English',
      (i) => (i.languages = ['fi']),
      ['/languages: nl or en must be among the languages'],
    ],
    [
      'a language twice',
      (i) => i.languages.push('nl'),
      ['/languages: entries 0 and 3 of this list are the same'],
    ],
    [
      'a text where a number belongs',
      (i) => (i.openQuestions[0].maxLength = '600'),
      ['/openQuestions/0/maxLength: this must be a whole number'],
    ],
    [
      'an open question that is too long',
      (i) => (i.openQuestions[0].maxLength = 2001),
      ['/openQuestions/0/maxLength: this must be <= 2000'],
    ],
    [
      'an id with capitals',
      (i) => (i.id = 'Tiny'),
      ['/id: this must start with a small letter and hold only small letters, digits and hyphens'],
    ],
    ['an id that is too long', (i) => (i.id = 'x'.repeat(61)), ['/id: this is longer than 60 characters']],
    [
      'an item id in small letters',
      (i) => (i.dimensions[0].items[0].id = 'lis1'),
      [
        '/dimensions/0/items/0/id: this must start with a capital and hold only capitals, digits and single hyphens',
      ],
    ],
    ['a version that is none', (i) => (i.version = '1'), ['/version: this must look like 1.0.0']],
    ['a phase that does not exist', (i) => (i.phase = 3), ['/phase: this must be 1, 2 or null']],
    [
      'another scoring rule than the one that is applied',
      (i) => (i.scoring.minAnsweredShare = 0.8),
      ['/scoring/minAnsweredShare: this must be 0.5'],
    ],
    [
      'a perspective that does not exist',
      (i) => (i.perspectives = ['professional', 'client', 'manager', 'boss']),
      [
        '/perspectives/3: this must be professional, client or manager',
        '/perspectives/3: no item is asked of the boss',
        '/instruction: the instruction for the boss is missing',
      ],
    ],
    [
      'a text for a perspective that does not exist',
      (i) => (i.instruction.boss = i.title),
      [
        '/instruction: “boss” does not belong here (a spelling mistake?)',
        '/instruction/boss: boss is not among the perspectives of this instrument',
      ],
    ],
    [
      'a question of the wrong kind',
      (i) => (i.importanceQuestion = 'yes'),
      ['/importanceQuestion: this must be a group of names and values in braces or null'],
    ],
    [
      'too few items for a dimension',
      (i) => i.dimensions[2].items.pop(),
      [
        '/dimensions/2/items: this list needs at least 2 entries',
        '/dimensions/2: the professional is asked only 1 item here; a score needs at least 2',
        '/dimensions/2: the manager is asked only 1 item here; a score needs at least 2',
      ],
    ],
    [
      'no dimensions',
      (i) => (i.dimensions = []),
      [
        '/dimensions: this list needs at least 1 entry',
        '/perspectives/0: no item is asked of the professional',
        '/perspectives/1: no item is asked of the client',
        '/perspectives/2: no item is asked of the manager',
        '/importanceQuestion/maxPicks: there are only 0 dimensions to pick from',
      ],
    ],
    [
      'too many open questions',
      (i) => (i.openQuestions = [1, 2, 3, 4, 5, 6].map((n) => ({ ...i.openQuestions[0], id: `Q${n}` }))),
      ['/openQuestions: this list holds more than 5 entries'],
    ],
    [
      'a text that cannot be stored',
      (i) => (i.title.en = 'a\u0000b'),
      ['/title/en: this text holds a character that cannot be stored'],
    ],
    [
      'two dimensions with one id',
      (i) => (i.dimensions[2].id = 'listening'),
      ['/dimensions/2/id: the dimension id listening is already used at /dimensions/0'],
    ],
    [
      'two items with one id',
      (i) => (i.dimensions[1].items[0].id = 'LIS1'),
      ['/dimensions/1/items/0/id: the item id LIS1 is already used at /dimensions/0/items/0'],
    ],
    [
      'two questions with one id',
      (i) => i.openQuestions.push(i.openQuestions[0]),
      ['/openQuestions/1/id: the question id OPEN-KEEP is already used at /openQuestions/0'],
    ],
    [
      'an open question with the id of the importance question',
      (i) => (i.openQuestions[0].id = 'IMPORTANCE'),
      ['/openQuestions/0/id: the question id IMPORTANCE is already used at /importanceQuestion'],
    ],
    [
      'an id kept for own questions',
      (i) => (i.openQuestions[0].id = 'OWN-1'),
      ['/openQuestions/0/id: ids that start with OWN- are kept for the own questions of a scan'],
    ],
    [
      'more picks than dimensions',
      (i) => (i.importanceQuestion.maxPicks = 4),
      ['/importanceQuestion/maxPicks: there are only 3 dimensions to pick from'],
    ],
    [
      'a point of the scale without a label',
      (i) => i.scale.anchors.splice(2, 1),
      ['/scale/anchors: the label for 3 is missing'],
    ],
    [
      'two labels for one point',
      (i) => (i.scale.anchors[3].value = 3),
      [
        '/scale/anchors/3/value: the label for 3 stands here twice',
        '/scale/anchors: the label for 4 is missing',
      ],
    ],
    [
      'a label outside the scale',
      (i) => (i.scale.anchors[4].value = 6),
      [
        '/scale/anchors/4/value: 6 lies outside the scale 1 to 5',
        '/scale/anchors: the label for 5 is missing',
      ],
    ],
    [
      'labels from high to low',
      (i) => i.scale.anchors.reverse(),
      [1, 2, 3, 4].map((place) => `/scale/anchors/${place}/value: the labels must go from low to high`),
    ],
    [
      'an instruction that is missing',
      (i) => delete i.instruction.client,
      ['/instruction: the instruction for the client is missing'],
    ],
    [
      'an item for someone who is not asked',
      (i) => {
        i.perspectives = ['professional', 'manager']
        delete i.instruction.client
      },
      [0, 1, 2]
        .map(
          (n) =>
            `/dimensions/0/items/${n}/perspectives/client: client is not among the perspectives of this instrument`,
        )
        .concat(
          [0, 1].map(
            (n) =>
              `/dimensions/1/items/${n}/perspectives/client: client is not among the perspectives of this instrument`,
          ),
        ),
    ],
    [
      'a dimension with one item for clients',
      (i) => {
        const item = i.dimensions[2].items[0]
        item.perspectives.client = item.text
      },
      ['/dimensions/2: the client is asked only 1 item here; a score needs at least 2'],
    ],
    [
      'a dimension with one core item',
      (i) => (i.dimensions[1].items[0].core = false),
      ['professional', 'client', 'manager'].map(
        (who) => `/dimensions/1: the ${who} is asked only 1 core item here; the short form needs 2 or none`,
      ),
    ],
    [
      'a core item that not everyone gets',
      (i) => {
        delete i.dimensions[0].items[0].perspectives.client
      },
      [
        '/dimensions/0/items/0/core: a core item is asked of everyone who gets this dimension, but the text for the client is missing',
      ],
    ],
    [
      'a dimension of reversed items only',
      (i) =>
        i.dimensions[2].items.forEach((item: Loose) => {
          item.reverse = true
        }),
      ['professional', 'manager'].map((who) => `/dimensions/2: every item for the ${who} is reversed`),
    ],
    [
      'a count that is wrong',
      (i) => (i.itemCount = { client: 9 }),
      ['/itemCount/client: this says 9, but 5 items are asked'],
    ],
    [
      'a list where the instrument belongs',
      (i) => {
        for (const name of Object.keys(i)) delete i[name]
      },
      [
        ...[
          'id',
          'version',
          'phase',
          'title',
          'languages',
          'validation',
          'scale',
          'scoring',
          'perspectives',
          'instruction',
          'dimensions',
          'importanceQuestion',
          'openQuestions',
          'openQuestionHint',
        ].map((name) => `“${name}” is missing`),
      ],
    ],
  ])('%s', (_rule, mutate, faults) => {
    write({
      'tiny.json': plant(tinyInstrument, mutate),
      'actions.json': {
        ...tinyLibrary,
        actions: [],
        trainingModules: [],
        competenceToEmpowermentComponent: {},
      },
    })
    expect(checkFiles([join(folder, 'tiny.json')], folder)).toEqual(
      faults.map((fault) => `${join(folder, 'tiny.json')}: ${fault}`),
    )
  })
})

describe('a fault in the action library', () => {
  test.each<[string, (library: Loose) => void, string[]]>([
    [
      'a missing translation',
      (l) => delete l.actions[1].title.nl,
      ['/actions/1/title: the Dutch text is missing'],
    ],
    [
      'an effort that does not exist',
      (l) => (l.actions[0].effort = 'XL'),
      ['/actions/0/effort: this must be S, M or L'],
    ],
    [
      'two actions with one id',
      (l) => (l.actions[1].id = 'A-CHO-1'),
      ['/actions/2/id: the action id A-CHO-1 is already used at /actions/1'],
    ],
    [
      'two modules with one id',
      (l) => l.trainingModules.push(l.trainingModules[0]),
      ['/trainingModules/1/id: the training module id T-01 is already used at /trainingModules/0'],
    ],
    [
      'two client modules with one id',
      (l) => {
        l.clientTrainingModules = [clientModule('impact'), clientModule('impact')]
      },
      [
        '/clientTrainingModules/1/id: the client training module id CT-01 is already used at /clientTrainingModules/0',
      ],
    ],
    [
      'two materials with one id',
      (l) => l.informationMaterials.push(l.informationMaterials[0]),
      [
        '/informationMaterials/1/id: the information material id M-01 is already used at /informationMaterials/0',
      ],
    ],
    [
      'a dimension that no instrument has',
      (l) => (l.actions[0].dimension = 'money'),
      ['/actions/0/dimension: no instrument has the dimension money'],
    ],
    [
      'a module for a dimension that no instrument has',
      (l) => l.trainingModules[0].dimensions.push('money'),
      ['/trainingModules/0/dimensions/1: no instrument has the dimension money'],
    ],
    [
      'a competence that no instrument has',
      (l) => (l.competenceToEmpowermentComponent = { money: ['impact'] }),
      ['/competenceToEmpowermentComponent/money: no instrument has the dimension money'],
    ],
    [
      'a component that no instrument has',
      (l) => (l.competenceToEmpowermentComponent.listening = ['money']),
      ['/competenceToEmpowermentComponent/listening/0: no instrument has the dimension money'],
    ],
    [
      'a component that is none',
      (l) => (l.competenceToEmpowermentComponent.listening = ['choosing']),
      [
        '/competenceToEmpowermentComponent/listening/0: choosing is not a component of the client’s own profile',
      ],
    ],
    [
      'a client module for a dimension of a scan',
      (l) => (l.clientTrainingModules = [clientModule('choosing')]),
      ['/clientTrainingModules/0/component: choosing is not a component of the client’s own profile'],
    ],
    [
      'an action in the wrong phase',
      (l) => (l.actions[2].phase = 2),
      ['/actions/2/phase: this says phase 2, but choosing belongs to phase 1'],
    ],
    [
      'an action for a component of the profile',
      (l) => (l.actions[2].dimension = 'impact'),
      ['/actions/2/phase: this says phase 1, but impact belongs to the client’s own profile'],
    ],
    [
      'an owner role that is not listed',
      (l) => (l.actions[0].ownerRole = 'king'),
      ['/actions/0/ownerRole: king is not among the ownerRoles'],
    ],
    [
      'a prerequisite that does not exist',
      (l) => (l.actions[1].prerequisites = ['A-XXX-1']),
      ['/actions/1/prerequisites/0: there is no action A-XXX-1'],
    ],
    [
      'an early action that waits for a later one',
      (l) => {
        l.actions[0].phase = 2
        l.actions[0].dimension = 'later'
      },
      [
        '/actions/1/prerequisites/0: an action of phase 1 may not wait for A-LIS-1 of phase 2',
        '/actions/2/prerequisites/0: an action of phase 1 may not wait for A-LIS-1 of phase 2',
      ],
    ],
    [
      'an action that waits for itself',
      (l) => (l.actions[0].prerequisites = ['A-LIS-1']),
      ['/actions/0/prerequisites: these actions wait for each other and can never start: A-LIS-1 → A-LIS-1'],
    ],
    [
      'two actions that wait for each other',
      (l) => (l.actions[0].prerequisites = ['A-LIS-2']),
      [
        '/actions/0/prerequisites: these actions wait for each other and can never start: A-LIS-1 → A-LIS-2 → A-LIS-1',
      ],
    ],
    [
      'two circles',
      (l) => {
        l.actions[0].prerequisites = ['A-LIS-2']
        l.actions[2].prerequisites = ['A-CHO-1']
      },
      [
        '/actions/0/prerequisites: these actions wait for each other and can never start: A-LIS-1 → A-LIS-2 → A-LIS-1',
        '/actions/2/prerequisites: these actions wait for each other and can never start: A-CHO-1 → A-CHO-1',
      ],
    ],
    [
      'a wrong kind everywhere',
      (l) => {
        l.actions = [7]
        l.trainingModules = 'none'
      },
      [
        '/actions/0: this must be a group of names and values in braces',
        '/trainingModules: this must be a list in square brackets',
      ],
    ],
  ])('%s', (_rule, mutate, faults) => {
    write({
      'actions.json': plant(tinyLibrary, mutate),
      'tiny.json': tinyInstrument,
      'later.json': later,
      'own.json': own,
    })
    expect(faultsOnLoad()).toEqual(faults.map((fault) => `${join(folder, 'actions.json')}: ${fault}`))
  })
})

describe('faults between files and around them', () => {
  test('every fault of every file comes at once', () => {
    write({
      'a.json': '{"id": }',
      'b.json': plant(tinyInstrument, (instrument) => {
        delete instrument.title.fi
        instrument.version = 'one'
      }),
      'c.json': plant(tinyLibrary, (library) => delete library.actions[0].title.en),
    })
    expect(faultsOnLoad()).toEqual([
      `${join(folder, 'a.json')}: line 1, column 8: a value was expected here`,
      `${join(folder, 'b.json')}: /version: this must look like 1.0.0`,
      `${join(folder, 'b.json')}: /title: the Finnish text is missing`,
      `${join(folder, 'c.json')}: /actions/0/title: the English text is missing`,
    ])
  })

  test('the message counts them', () => {
    write({ 'a.json': '[', 'actions.json': tinyLibrary })
    expect(() => loadCatalogue(folder)).toThrow(
      /^The survey files hold \d+ faults:\n.*a\.json: line 1, column 2/,
    )
  })

  test('two instruments with one id', () => {
    write({ 'a.json': tinyInstrument, 'b.json': tinyInstrument, 'c.json': tinyLibrary })
    expect(faultsOnLoad()).toEqual([
      `${join(folder, 'a.json')}: /id: the instrument id tiny is also used in ${join(folder, 'b.json')}`,
      `${join(folder, 'b.json')}: /id: the instrument id tiny is also used in ${join(folder, 'a.json')}`,
    ])
  })

  test('one dimension in two phases', () => {
    write({
      'a.json': { ...later, dimensions: tinyInstrument.dimensions },
      'b.json': tinyInstrument,
      'c.json': tinyLibrary,
    })
    expect(faultsOnLoad()).toContain(
      `${join(folder, 'b.json')}: /dimensions/0/id: the dimension listening belongs to another phase in ${join(folder, 'a.json')}`,
    )
  })

  test.each<[string, Record<string, unknown>, string[]]>([
    [
      'no file at all',
      {},
      ['there is no action library (a file with a list of actions)', 'there is no instrument'],
    ],
    [
      'no action library',
      { 'tiny.json': tinyInstrument },
      ['there is no action library (a file with a list of actions)'],
    ],
  ])('%s', (_rule, files, faults) => {
    write(files)
    expect(faultsOnLoad()).toEqual(faults.map((fault) => `${folder}: ${fault}`))
  })

  test('a second action library', () => {
    write({ 'a.json': tinyLibrary, 'b.json': tinyLibrary, 'tiny.json': tinyInstrument })
    expect(faultsOnLoad()).toEqual([
      `${join(folder, 'b.json')}: this is a second action library beside ${join(folder, 'a.json')}`,
    ])
  })

  test('a file that is not UTF-8', () => {
    writeFileSync(join(folder, 'tiny.json'), Buffer.from([0x22, 0xe9, 0x22]))
    expect(checkFiles([join(folder, 'tiny.json')])).toEqual([
      `${join(folder, 'tiny.json')}: this file cannot be read (it is not saved as UTF-8)`,
    ])
  })

  test('a folder named as a file, and a folder that is not there', () => {
    mkdirSync(join(folder, 'deep.json'))
    expect(faultsOnLoad()).toContain(`${join(folder, 'deep.json')}: this file cannot be read (EISDIR)`)
    const absent = join(folder, 'absent')
    expect(() => loadCatalogue(absent)).toThrow(`${absent}: this folder cannot be read (ENOENT)`)
  })

  test.each([
    ['a list', '[]'],
    ['a text', '"hello"'],
    ['null', 'null'],
  ])('%s instead of an instrument', (_rule, text) => {
    write({ 'tiny.json': text })
    expect(checkFiles([join(folder, 'tiny.json')])).toEqual([
      `${join(folder, 'tiny.json')}: this must be a group of names and values in braces`,
    ])
  })
})

describe('checking a file before it is put into the folder', () => {
  test('a changed copy replaces the file of the same name', () => {
    write({ 'tiny.json': tinyInstrument, 'actions.json': tinyLibrary })
    const copy = join(folder, 'elsewhere', 'tiny.json')
    mkdirSync(join(folder, 'elsewhere'))
    writeFileSync(copy, JSON.stringify({ ...tinyInstrument, version: '1.1.0' }))
    expect(checkFiles([copy], folder)).toEqual([])
  })

  test('a copy under another name needs another id', () => {
    write({ 'tiny.json': tinyInstrument, 'mine.json': tinyInstrument })
    expect(checkFiles([join(folder, 'mine.json')], folder)).toEqual([
      `${join(folder, 'mine.json')}: /id: the instrument id tiny is also used in ${join(folder, 'tiny.json')}`,
    ])
  })

  test('faults of files that were not asked for stay out', () => {
    write({ 'broken.json': '{', 'tiny.json': tinyInstrument })
    expect(checkFiles([join(folder, 'tiny.json')], folder)).toEqual([])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: planted faults break the types on purpose
type Loose = any

const later = {
  ...tinyInstrument,
  id: 'later',
  phase: 2,
  dimensions: tinyInstrument.dimensions.map((dimension, place) => ({
    ...dimension,
    id: ['later', 'last', 'end'][place],
  })),
}
const own = {
  ...tinyInstrument,
  id: 'own',
  phase: null,
  dimensions: tinyInstrument.dimensions.map((dimension, place) => ({
    ...dimension,
    id: ['impact', 'meaning', 'self'][place],
  })),
}

function clientModule(component: string) {
  return { id: 'CT-01', component, format: 'group', hours: 2, title: { nl: 'Ik', en: 'Me' } }
}

function plant(sound: unknown, mutate: (document: Loose) => void): Loose {
  const document = structuredClone(sound)
  mutate(document)
  return document
}

function write(files: Record<string, unknown>): void {
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
}

function faultsOnLoad(): string[] {
  try {
    loadCatalogue(folder)
    return []
  } catch (error) {
    if (error instanceof CatalogueFaults) return error.faults
    throw error
  }
}
