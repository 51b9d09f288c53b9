import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { breaches, exportsForNobody, type SourceFile } from './support/house-rules.ts'

const ROOT = path.join(import.meta.dirname, '..')

function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') })),
  )
}

test('every file touches only what its name says', () => {
  const files = sourceFiles('server', 'client')
  expect(files.length).toBeGreaterThan(50)
  expect(breaches(files)).toEqual([])
})

test('every export is imported somewhere', () => {
  const files = sourceFiles('server', 'client', 'test', 'scripts', 'bench')
  expect(exportsForNobody(files)).toEqual([])
})

test('an export that nobody imports is found, and one that is imported is not', () => {
  const scan = {
    path: 'server/scans/scan.ts',
    text: 'export type Scan = 1\nexport const open = 1\nexport const a = 2',
  }
  const page = { path: 'client/scans/ScanPage.tsx', text: 'export function ScanPage() {}' }
  const main = { path: 'client/main.tsx', text: "lazy(() => import('./scans/ScanPage.tsx'))" }
  const route = {
    path: 'server/scans/routes.ts',
    text: "import {\n  open,\n  type Scan as Stored,\n} from './scan.ts'",
  }
  expect(exportsForNobody([scan, page, main, route])).toEqual([
    'server/scans/scan.ts: a is exported for nobody',
  ])
})

test.each([
  ['a rule that knows Fastify', 'server/scans/scan.ts', "import type { FastifyRequest } from 'fastify'"],
  ['a route that writes its own queries', 'server/scans/routes.ts', "import { sql } from 'kysely'"],
  ['a feature that reads the environment', 'server/scans/routes.ts', 'const port = process.env.PORT'],
  ['a rule that reads a file', 'server/scans/scan.ts', "import { readFileSync } from 'node:fs'"],
  ['a rule that reads the clock', 'server/scans/scan.ts', 'const now = new Date()'],
  ['a rule that draws at random', 'server/results/publish.ts', 'const id = randomUUID()'],
  [
    'a feature that imports from its right',
    'server/scans/routes.ts',
    "import { a } from '../plans/action.ts'",
  ],
  ['a type from its right', 'server/surveys/survey.ts', "import type { Scan } from '../scans/contract.ts'"],
  [
    'a page that imports a rule of the server',
    'client/scans/ScanPage.tsx',
    "import type { Scan } from '#server/scans/scan.ts'",
  ],
  [
    'a page that imports a validator',
    'client/scans/ScanPage.tsx',
    "import { Scan } from '#server/scans/contract.ts'",
  ],
  ['a server that imports the client', 'server/app.ts', "import { t } from '#client/text/text.ts'"],
  ['a hidden crossing', 'client/api.ts', "import type { Scan } from '../server/scans/contract.ts'"],
  ['a lazy import of the server', 'client/main.tsx', "const page = import('#server/scans/routes.ts')"],
  [
    'a statistic that imports a neighbour',
    'server/results/statistics/icc.ts',
    "import { a } from '../tables.ts'",
  ],
  [
    'a statistic that imports the gate',
    'server/results/statistics/icc.ts',
    "import type { Tree } from '../disclosure/tree.ts'",
  ],
  ['a statistic that imports a package', 'server/results/statistics/icc.ts', "import { a } from 'typebox'"],
  [
    'a gate that imports a type of the wire',
    'server/results/disclosure/tree.ts',
    "import type { Publication } from '../contract.ts'",
  ],
  [
    'a page of answers beside the gate (row 7)',
    'server/scans/queries.ts',
    "const rows = db.selectFrom('responses as r').select('answers')",
  ],
  [
    'answers in a join (row 7)',
    'server/comments/queries.ts',
    'select * from comments c join responses r on true',
  ],
  ['answers before they are mixed (row 7)', 'server/results/queries.ts', 'sql`select * from inbox`'],
  ['a default export', 'client/scans/ScanPage.tsx', 'export default function ScanPage() {}'],
  ['a barrel', 'client/ui/index.ts', ''],
])('%s is found', (_breach, file, text) => {
  expect(breaches([{ path: file, text }])).not.toEqual([])
})

test('the gate may use statistics, and both may use what stands beside them', () => {
  const text = "import { a } from '../statistics/outcome.ts'\nimport { b } from './tree.ts'"
  const statistic = "import { a } from './outcome.ts'"
  expect(
    breaches([
      { path: 'server/results/disclosure/gate.ts', text },
      { path: 'server/results/statistics/icc.ts', text: statistic },
    ]),
  ).toEqual([])
})
