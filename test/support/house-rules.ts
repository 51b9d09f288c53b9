import path from 'node:path'

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  path: string
  text: string
}

const FEATURES = [
  'surveys',
  'access',
  'organisations',
  'scans',
  'responses',
  'paper-answers',
  'results',
  'forecasts',
  'comments',
  'privacy',
  'plans',
  'follow-ups',
  'handover',
  'programme',
  'audit-log',
]

/** Files that may do what their feature's other files may not; the name says what it touches. */
const KNOWS_FASTIFY = /(^|\/)(routes|app|crowd|door|pages|policies|errors|health|start)\.ts$/
const KNOWS_KYSELY = /(^|\/)(queries|database|writable-pool|migrate)\.ts$/
const READS_ENVIRONMENT = /^server\/(config|main)\.ts$/
const TOUCHES_THE_WORLD =
  /(^|\/)(routes|app|crowd|door|pages|policies|errors|health|start|queries|database|writable-pool|migrate|catalogue|mailer|jobs|auth|member|config|main)\.ts$/
/** These folders are about programs and files; only their rules and words are pure. */
const OF_THE_MACHINE =
  /^server\/(postgres\/(?!(explain|fault|next-step|settings)\.)|backup\/(?!(decode|encode|fault|format|sum)\.))/

interface Import {
  from: string
  typeOnly: boolean
}

/**
 * Exports of the program that no other file of the project imports, as `file: name is exported for nobody`. A name that is both schema
 * and type counts as one; a file that is imported as a whole counts as used.
 */
export function exportsForNobody(files: SourceFile[]): string[] {
  const wanted = new Set(files.flatMap(namesImported))
  return files
    .filter((file) => /^(server|client)\//.test(file.path) && !wanted.has(`${file.path} *`))
    .flatMap((file) => exportsOf(file).map((name) => ({ file: file.path, name })))
    .filter(({ file, name }) => !wanted.has(`${file} ${name}`))
    .map(({ file, name }) => `${file}: ${name} is exported for nobody`)
}

function exportsOf({ text }: SourceFile): string[] {
  const names = text.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm)
  return [...new Set([...names].map(([, name]) => name ?? ''))]
}

/** As `file name`, or `file *` for a lazy import and `import * as`. */
function namesImported(file: SourceFile): string[] {
  const named = file.text.matchAll(/^(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+['"]([^'"]+)['"]/gm)
  const whole = file.text.matchAll(/(?:\bimport\(|^import\s+\*\s+as\s+\w+\s+from)\s*['"]([^'"]+)['"]/gm)
  return [
    ...[...named].flatMap(([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => `${resolve(file, from)} ${name.trim().replace(/^type\s+| as .*$/g, '')}`),
    ),
    ...[...whole].map(([, from = '']) => `${resolve(file, from)} *`),
  ]
}

/** Every breach of the house's import rules, as `file: what is wrong`. */
export function breaches(files: SourceFile[]): string[] {
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file).map((wrong) => `${file.path}: ${wrong}`)))
}

const RULES: ((file: SourceFile) => string[])[] = [
  fastifyAtTheEdge,
  kyselyInQueries,
  environmentInConfig,
  pureElsewhere,
  featuresFromTheLeft,
  clientKnowsContractsOnly,
  serverNeverImportsClient,
  crossingsAreVisible,
  figuresStandAlone,
  answersReadInOnePlace,
  namedExports,
]

function fastifyAtTheEdge(file: SourceFile): string[] {
  if (!isServer(file) || KNOWS_FASTIFY.test(file.path)) return []
  return importsOf(file)
    .filter(({ from }) => /^(fastify|@fastify\/)/.test(from))
    .map(({ from }) => `knows ${from}`)
}

function kyselyInQueries(file: SourceFile): string[] {
  if (!isServer(file) || KNOWS_KYSELY.test(file.path)) return []
  return importsOf(file)
    .filter(({ from }) => /^(kysely|pg)(\/|$)/.test(from))
    .map(({ from }) => `knows ${from}`)
}

function environmentInConfig(file: SourceFile): string[] {
  if (!isServer(file) || READS_ENVIRONMENT.test(file.path)) return []
  return /process\.env\b/.test(file.text) ? ['reads the environment'] : []
}

function pureElsewhere(file: SourceFile): string[] {
  if (!isServer(file) || TOUCHES_THE_WORLD.test(file.path) || OF_THE_MACHINE.test(file.path)) return []
  const wrong = importsOf(file)
    .filter(({ from, typeOnly }) => /^node:(?!path|crypto)/.test(from) && !typeOnly)
    .map(({ from }) => `is not pure: imports ${from}`)
  if (/\bnew Date\(\)|\bDate\.now\(\)/.test(file.text)) wrong.push('is not pure: reads the clock')
  if (/\bMath\.random\(\)|\brandomUUID\(\)|\brandomBytes\(/.test(file.text))
    wrong.push('is not pure: draws at random')
  return wrong
}

function featuresFromTheLeft(file: SourceFile): string[] {
  const own = featureOf(file.path)
  if (own === -1) return []
  return importsOf(file)
    .map(({ from }) => ({ from, feature: featureOf(resolve(file, from)) }))
    .filter(({ feature }) => feature > own)
    .map(({ from }) => `imports ${from} from its right`)
}

function clientKnowsContractsOnly(file: SourceFile): string[] {
  if (!file.path.startsWith('client/')) return []
  return importsOf(file)
    .filter(({ from }) => resolve(file, from).startsWith('server/'))
    .filter(({ from, typeOnly }) => !typeOnly || !/^#server\/[a-z-]+\/contract\.ts$/.test(from))
    .map(({ from }) => `imports more of the server than a contract's types: ${from}`)
}

function serverNeverImportsClient(file: SourceFile): string[] {
  if (!isServer(file)) return []
  return importsOf(file)
    .filter(({ from }) => resolve(file, from).startsWith('client/'))
    .map(({ from }) => `imports the client: ${from}`)
}

function crossingsAreVisible(file: SourceFile): string[] {
  const top = file.path.split('/')[0]
  return importsOf(file).flatMap(({ from }) => {
    const target = resolve(file, from)
    if (from.startsWith('.') && target.split('/')[0] !== top) return [`crosses with a relative path: ${from}`]
    if (from.startsWith(`#${top}/`)) return [`is relative inside ${top}: ${from}`]
    return []
  })
}

/** Statistics and the gate can be read, checked and carried elsewhere without the rest: not even a package. */
const ALONE: [folder: string, mayImport: RegExp][] = [
  ['server/results/statistics/', /^server\/results\/statistics\//],
  ['server/results/disclosure/', /^server\/results\/(disclosure|statistics)\//],
]

function figuresStandAlone(file: SourceFile): string[] {
  return ALONE.filter(([folder]) => file.path.startsWith(folder)).flatMap(([folder, mayImport]) =>
    importsOf(file)
      .filter(({ from }) => !mayImport.test(resolve(file, from)))
      .map(({ from }) => `imports ${from} from outside ${folder}`),
  )
}

/** Who else read answers could pass by the gate, and who else read the inbox by the mixing. */
const READERS: [table: string, mayRead: RegExp][] = [
  ['responses', /^server\/(results|responses\/mixing)\/queries\.ts$/],
  ['inbox', /^server\/responses\/mixing\/queries\.ts$/],
]

function answersReadInOnePlace(file: SourceFile): string[] {
  if (!isServer(file)) return []
  return READERS.filter(([table, mayRead]) => !mayRead.test(file.path) && reads(table).test(file.text)).map(
    ([table]) => `reads ${table}`,
  )
}

const reads = (table: string) =>
  new RegExp(
    `(\\b(from|join|using)\\s+|(selectFrom|[jJ]oin|using)\\(\\s*\\[?\\s*['"])(public\\.)?${table}\\b(?!['"]?/)`,
  )

function namedExports(file: SourceFile): string[] {
  const wrong: string[] = []
  if (/^export default\b/m.test(file.text)) wrong.push('has a default export')
  if (/(^|\/)index\.tsx?$/.test(file.path)) wrong.push('is a barrel')
  return wrong
}

const isServer = (file: SourceFile) => file.path.startsWith('server/')

function featureOf(file: string): number {
  const [top, folder] = file.split('/')
  return top === 'server' && folder !== undefined ? FEATURES.indexOf(folder) : -1
}

function resolve(file: SourceFile, from: string): string {
  if (from.startsWith('#')) return from.slice(1)
  if (!from.startsWith('.')) return from
  return path.posix.join(path.posix.dirname(file.path), from)
}

function importsOf({ text }: SourceFile): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [
    ...[...statements].map(([, type, from]) => ({ from: from ?? '', typeOnly: type !== undefined })),
    ...[...dynamic].map(([, from]) => ({ from: from ?? '', typeOnly: false })),
  ]
}
