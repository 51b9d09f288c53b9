import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** Whether docs/security.md tells the truth about which tests there are. */
const ROOT = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const told = read('docs/security.md')

const STATES = ['met', 'partly', 'open', 'not applicable'] as const
const ROWS = 87
/** Of a name with a hole, so much has to be known to tell it from others. */
const LEAST_KNOWN = 8

interface Row {
  number: number
  attack: string
  state: string
  evidence: string
}

const rows: Row[] = [...told.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, number, attack = '', state = '', evidence = '']) => ({
    number: Number(number),
    attack,
    state,
    evidence,
  }),
)

interface Quoted {
  row: number
  file: string
  name: string
}

/** A name belongs to the file that was named last before it in the same row. */
function quotedIn({ number, evidence }: Row): Quoted[] {
  let file = ''
  return [...evidence.matchAll(/`([^`]+\.tsx?)`|“([^”]+)”/g)].flatMap(([, named, name]) => {
    if (named) file = named
    return name ? [{ row: number, file, name }] : []
  })
}

const filesIn = ({ evidence }: Row) =>
  [...evidence.matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, file = '']) => file)
const placeOf = (file: string) =>
  /^(server|client|scripts|migrations)\/(?!.*\.test\.tsx?$)/.test(file) ? file : `test/${file}`

/** Names of tests, of groups of tests and of the cases of a table, as they stand in a file. */
function namesIn(file: string): string[] {
  const text = read(placeOf(file))
  const literals = text.matchAll(/[([:=,]\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)
  return [...literals].map(([, , name = '']) => name.replace(/\\(['"`])/g, '$1'))
}

function isNamed(name: string, names: string[]): boolean {
  if (name.endsWith('…')) return names.some((each) => each.startsWith(name.slice(0, -1).trimEnd()))
  return names.some((each) => {
    if (each === name) return true
    const known = each.split(/%[sij]|\$\{[^}]*\}/)
    if (known.length === 1 || known.join('').length < LEAST_KNOWN) return false
    return new RegExp(`^${known.map((part) => RegExp.escape(part)).join('.+')}$`).test(name)
  })
}

describe('the state of every attack and fault', () => {
  test('each of the rows is there once, with one of the four states', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: ROWS }, (_row, place) => place + 1))
    expect(rows.filter(({ state }) => !STATES.some((known) => known === state))).toEqual([])
  })

  test('the first sentence counts them rightly', () => {
    const [met, partly, open, without] = STATES.map(
      (known) => rows.filter(({ state }) => state === known).length,
    )
    const counts = `${met} are met, ${partly} partly met, ${open || 'none'} open and ${without} not applicable`
    expect(/^\*\*(Of .+)\.\*\*$/m.exec(told)?.[1]).toBe(`Of ${ROWS} attacks and faults ${counts}`)
  })

  test('what is not met says what is missing, and what is met names a test', () => {
    for (const { number, state, evidence } of rows) {
      expect([number, evidence.includes('Missing:')]).toEqual([
        number,
        state === 'partly' || state === 'open',
      ])
      if (state === 'met' || state === 'partly')
        expect([number, filesIn({ evidence } as Row).length > 0]).toEqual([number, true])
    }
  })

  test('every test that it names exists', () => {
    const quoted = rows.flatMap(quotedIn)
    expect(quoted.length).toBeGreaterThan(150)
    const missing = rows.flatMap(filesIn).filter((file) => !existsSync(path.join(ROOT, placeOf(file))))
    expect(missing).toEqual([])
    const names = new Map(rows.flatMap(filesIn).map((file) => [file, namesIn(file)]))
    expect(quoted.filter(({ file, name }) => !isNamed(name, names.get(file) ?? []))).toEqual([])
  })

  test('a name that no test has would be found, also one that is cut short', () => {
    const names = ['%s is refused with a code', 'row 9: the last stays', '%s']
    expect(['a list is refused with a code', 'row 9: the…'].every((name) => isNamed(name, names))).toBe(true)
    expect(
      ['anything', 'row 9: the last', 'the last…', 'is refused'].some((name) => isNamed(name, names)),
    ).toBe(false)
  })
})

describe('an address that makes the server fetch something (row 43)', () => {
  const files = readdirSync(path.join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })
  const opening = (pattern: RegExp) =>
    files.filter((name) => name.endsWith('.ts') && pattern.test(read(`server/${name}`))).toSorted()

  test('only signing on and sending mail go to another host, both to one that stands in the configuration', () => {
    expect(opening(/from '(openid-client|nodemailer)'/)).toEqual([
      'access/single-sign-on/auth.ts',
      'mailer.ts',
    ])
    expect(
      opening(/(?<![.\w])fetch\(|from '(undici|axios|got|node:(http|https|http2|tls|dgram|dns))'/),
    ).toEqual([
      'access/auth.ts', // a type only
      'access/member.ts', // a type only
    ])
    expect(opening(/^import type .* from 'node:http'/m)).toEqual(['access/auth.ts', 'access/member.ts'])
  })
})

test('names that run the other way turn nothing beside them, in tables, lists and links (row 53)', () => {
  const rule = /:is\(([^)]+)\)\s*\{\s*unicode-bidi: isolate;/.exec(read('client/style.css'))?.[1] ?? ''
  const isolated = rule.split(',').map((selector) => selector.trim())
  expect(isolated).toEqual(expect.arrayContaining(['a', 'th', 'td', 'dd', 'option', 'summary', 'strong']))
})
