import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { breaches, type SourceFile } from './support/house-rules.ts'

const ROOT = path.join(import.meta.dirname, '..')

function sourceFiles(): SourceFile[] {
  return ['server', 'client'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') })),
  )
}

test('every file touches only what its name says', () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(50)
  expect(breaches(files)).toEqual([])
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
  ['a default export', 'client/scans/ScanPage.tsx', 'export default function ScanPage() {}'],
  ['a barrel', 'client/ui/index.ts', ''],
])('%s is found', (_breach, file, text) => {
  expect(breaches([{ path: file, text }])).not.toEqual([])
})
