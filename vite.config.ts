import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const DIST = path.join(import.meta.dirname, 'dist')
const RESPONDENT_LIMIT = 40_000

/** Stores each file compressed beside itself, and refuses a respondent's page that became heavy. */
function compressAndWeigh(): Plugin {
  return {
    name: 'compress-and-weigh',
    apply: 'build',
    closeBundle() {
      for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(html|js|css|svg|json)$/.test(entry.name)) continue
        const file = path.join(entry.parentPath, entry.name)
        const content = readFileSync(file)
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
        writeFileSync(`${file}.br`, brotliCompressSync(content))
      }
      const bytes = respondentFiles().reduce((sum, file) => sum + readFileSync(`${file}.gz`).length, 0)
      if (bytes > RESPONDENT_LIMIT) {
        throw new Error(
          `The respondent's page loads ${bytes} bytes compressed; the limit is ${RESPONDENT_LIMIT}`,
        )
      }
    },
  }
}

function respondentFiles(): string[] {
  const page = path.join(DIST, 'respond.html')
  const linked = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)]
  return [page, ...linked.map(([, asset]) => path.join(DIST, asset ?? ''))]
}

const WITH_DATABASE = [
  'test/journey.test.ts',
  'test/server/**/{routes,queries,jobs,database,migrate,limits,faults}.test.ts',
]
const slow = { testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  root: 'client',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressAndWeigh()],
  build: {
    outDir: DIST,
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { input: ['client/index.html', 'client/respond.html'] },
  },
  server: {
    proxy: { '/api': { target: 'http://localhost:3000', headers: { origin: 'http://localhost:3000' } } },
  },
  test: {
    root: import.meta.dirname,
    reporters: ['default', ['json', { outputFile: 'node_modules/.regie/tests.json' }]],
    projects: [
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'unit',
          include: ['test/*.test.ts', 'test/server/**/*.test.ts'],
          exclude: WITH_DATABASE,
          ...slow,
        },
      },
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'page',
          include: ['test/client/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          ...slow,
        },
      },
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'embedded',
          include: WITH_DATABASE,
          globalSetup: 'test/support/cluster-embedded.ts',
          ...slow,
        },
      },
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'postgres',
          include: WITH_DATABASE,
          globalSetup: 'test/support/cluster-other.ts',
          ...slow,
        },
      },
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/cluster-embedded.ts', 'test/support/chromium.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
