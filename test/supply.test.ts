import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')

interface Locked {
  version: string
  integrity?: string
  resolved?: string
  hasInstallScript?: boolean
  dev?: boolean
  /** Only for the tests, or for a package that would like it. */
  devOptional?: boolean
  optional?: boolean
}
const manifest = JSON.parse(read('package.json'))
const { '': root, ...locked } = JSON.parse(read('package-lock.json')).packages as Record<string, Locked>
const isInProduction = ({ dev, devOptional, optional }: Locked) => !dev && !devOptional && !optional
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

describe('what others made (row 84)', () => {
  test('every package is fixed to one version and one content, without an address to fetch it from', () => {
    expect(Object.keys(locked).length).toBeGreaterThan(100)
    for (const [place, { version, integrity, resolved }] of Object.entries(locked)) {
      expect(version, place).toMatch(/^\d+\.\d+\.\d+/)
      expect(integrity, place).toMatch(/^sha512-/)
      expect(resolved, place).toBeUndefined()
    }
  })

  test('what Regie asks for is asked in one version, and is in the lock', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
    const asked = kinds.flatMap((kind) => Object.entries(manifest[kind]))
    for (const [name, version] of asked) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
      expect(locked[`node_modules/${name}`]?.version, name).toBe(version)
    }
    for (const kind of kinds)
      expect((root as unknown as Record<string, object>)[kind]).toEqual(manifest[kind])
  })

  test('only packages that are named may run a program while they are installed', () => {
    const running = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript)
    const allowed = Object.keys(manifest.allowScripts)
    expect(running.map(([place]) => nameOf(place)).filter((name) => !allowed.includes(name))).toEqual([])
  })

  test('few packages run in production', () => {
    const inProduction = Object.values(locked).filter(isInProduction)
    expect(inProduction.length).toBeLessThan(140)
  })

  test('the list of parts names every package', async () => {
    const [program = '', ...settings] = (manifest.scripts.sbom as string).split(' ')
    const { stdout } = await promisify(execFile)(program, settings, { cwd: ROOT, maxBuffer: 2 ** 26 })
    const { bomFormat, components } = JSON.parse(stdout) as {
      bomFormat: string
      components: { group?: string; name: string; version: string; purl: string }[]
    }
    expect(bomFormat).toBe('CycloneDX')
    const parts = new Set(components.map(({ purl }) => decodeURIComponent(purl.replace(/\?.*/, ''))))
    const missing = Object.entries(locked)
      .map(([place, { version }]) => `pkg:npm/${nameOf(place)}@${version}`)
      .filter((part) => !parts.has(part))
    expect(missing).toEqual([])
  })

  test.each([
    ['fastify', [5, 12, 0], 'content types that pass by the checks (row 47)'],
    ['preact', [10, 28, 2], 'an object that becomes a script (row 37)'],
    ['kysely', [0, 28, 0], 'names within JSON that become SQL (row 39)'],
    ['nodemailer', [7, 0, 7], 'addresses that a mail is sent to by mistake (row 40)'],
  ])('%s is not older than what mended %s', (name, floor) => {
    const version = locked[`node_modules/${name}`]?.version ?? ''
    const parts = version.split('.').map((part) => Number.parseInt(part, 10))
    const [first = 0, second = 0, third = 0] = parts
    const [least = 0, lesser = 0, patch = 0] = floor
    expect((first * 1000 + second) * 1000 + third).toBeGreaterThanOrEqual(
      (least * 1000 + lesser) * 1000 + patch,
    )
  })
})

const TEXT =
  /\.(ts|tsx|js|json|md|html|css|yml|yaml|cfg|conf|sh|sql|txt|csv|env|toml|ini)$|(^|\/)[A-Z][A-Za-z]*$/

/** What is kept in the project: by git where it is there, else all files but those of programs. */
function filesOfProject(): string[] {
  const known = existsSync(path.join(ROOT, '.git'))
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: ROOT,
        encoding: 'utf8',
      }).split('\0')
    : readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
        (name) => !/^(node_modules|dist|data)\b/.test(name),
      )
  return known.filter(
    (name) =>
      TEXT.test(name) && existsSync(path.join(ROOT, name)) && statSync(path.join(ROOT, name)).isFile(),
  )
}

const SECRETS: [string, RegExp][] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ['a key of a cloud', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a token of a code host', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60}|glpat-[\w-]{20})\b/],
  ['a token of a registry', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=/],
  ['a token of a service', /\b(?:xox[abpr]-[\w-]{10,}|sk_live_\w{20,}|sk-[A-Za-z0-9]{32,}|AIza[\w-]{35})\b/],
  ['a signed token', /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}/],
  [
    'a password in an address',
    /\b(?:postgres(?:ql)?|smtps?|https?|redis):\/\/[^\s:@/'"`$<{]+:(?!\$|<|\{|…|geheim@|wachtwoord@|secret@|password@)[^\s@/'"`]{3,}@/,
  ],
  [
    'a secret in a setting',
    /\b(?:AUTH_SECRET|CODE_SECRET|POSTGRES_PASSWORD|PGPASSWORD)\s*[=:]\s*['"]?(?![$<{/…'"])[A-Za-z0-9+/_-]{12,}/,
  ],
]

/** Tests have addresses of databases that do not exist. */
const MADE_UP = new Set(['a password in an address', 'a secret in a setting'])
const isTest = (file: string) => file.startsWith('test/')

describe('secrets and passwords (row 85)', () => {
  test('nothing in the project is a secret', () => {
    const files = filesOfProject()
    expect(files.length).toBeGreaterThan(400)
    const found = files.flatMap((file) => {
      const text = read(file)
      return SECRETS.filter(
        ([what, pattern]) => pattern.test(text) && !(isTest(file) && MADE_UP.has(what)),
      ).map(([what]) => `${file}: ${what}`)
    })
    expect(found).toEqual([])
  })

  test.each([
    ['a private key', `-----BEGIN ${'PRIVATE KEY'}-----`],
    ['a key of a cloud', `AKIA${'A1B2C3D4E5F6G7H8'}`],
    ['a token of a registry', `npm_${'a'.repeat(36)}`],
    ['a password in an address', `postgres://regie:${'hunter22'}@db/regie`],
    ['a secret in a setting', `AUTH_SECRET=${'abcdefgh12345678'}`],
  ])('%s would be found', (what, text) => {
    expect(SECRETS.find(([name]) => name === what)?.[1].test(text)).toBe(true)
  })

  test('the program knows no account and no password of its own', () => {
    const program = filesOfProject().filter((file) => /^(server|migrations)\//.test(file))
    const wrong = program.filter((file) =>
      /insert into (users|accounts)\b|password\s*[:=]\s*['"`][^'"`$\s:]{4,}['"`]/i.test(read(file)),
    )
    expect(wrong).toEqual([])
  })
})

describe('code that could run what somebody typed', () => {
  const sources = filesOfProject().filter((file) => /^(server|client)\/.*\.(tsx?|js|html)$/.test(file))

  test.each([
    ['raw SQL stands in migrations only (row 39)', /\bsql\s*\.\s*raw\b|\bsql\.unsafe\b/, /^$/],
    [
      'no text becomes markup (row 36)',
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc/,
      /^$/,
    ],
    ['no text becomes a program (row 36)', /\beval\(|new Function\(|setTimeout\(\s*['"`]/, /^$/],
    [
      'no page asks another host for anything (row 33)',
      /(?:src|href|action)=["']https?:\/\/|fetch\(\s*['"`]https?:|@import|url\(\s*['"]?https?:/,
      /^$/,
    ],
    [
      'no page has a script or style of its own (row 36)',
      /<script(?![^>]*\bsrc=)[^>]*>|<style\b|\son[a-z]+="/,
      /\.tsx?$/,
    ],
  ])('%s', (_rule, pattern, except) => {
    expect(sources.length).toBeGreaterThan(200)
    expect(sources.filter((file) => !except.test(file) && pattern.test(read(file)))).toEqual([])
  })
})
