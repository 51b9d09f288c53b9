import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { hasOtherPostgres } from './test/support/clusters.ts'

const CLIENT = path.join(import.meta.dirname, 'client')
const DIST = path.join(import.meta.dirname, 'dist')
const RESPONDENT_LIMIT = 40_000
const BOTH_PAGES = /preact\/(dist|hooks|jsx-runtime)\/|vite\/preload-helper|client\/responses\/device/

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

/** As the server does: the respondent's page at its short address. */
function shortAddress(): Plugin {
  return {
    name: 'short-address',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (request.url === '/r') request.url = '/respond.html'
        next()
      })
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
  'test/server/**/{routes,queries,jobs,start,limits,faults}.test.ts',
]
const OF_THE_EMBEDDED = [
  'test/server/{embedded-postgres,backup,canaries}.test.ts',
  'test/server/responses/**/{races,linkage}.test.ts',
]
/** What these try lies in the program, not in the kind of database: once is enough for the time it takes. */
const ONCE = [
  'test/server/results/attack/routes.test.ts',
  'test/server/{fuzz,mass-assignment}/routes.test.ts',
]
/** Starts two machines' worth of PostgreSQL of its own; preferably of this machine's. */
const OF_TWO = ['test/server/failover.test.ts']
/** These files leave nothing behind, and loading the whole program anew for each costs more than many of the tests. */
const ONE_AFTER_THE_OTHER = { isolate: false }
const EMBEDDED = 'test/support/cluster-embedded.ts'
const OTHER = 'test/support/cluster-other.ts'
const PATIENT = 'test/support/patience.ts'

function project(name: string, include: string[], more: object = {}) {
  const patient = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } }
  const test = { name, include, setupFiles: [PATIENT], ...patient, ...more }
  return { extends: true as const, root: import.meta.dirname, test }
}

export default defineConfig({
  root: 'client',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressAndWeigh(), shortAddress()],
  build: {
    outDir: DIST,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'respond.html'].map((page) => path.join(CLIENT, page)),
      // what both pages start with is one file: each request of a phone costs its headers too
      output: { codeSplitting: { groups: [{ name: 'base', test: BOTH_PAGES }] } },
    },
  },
  server: {
    proxy: { '/api': { target: 'http://localhost:3000', headers: { origin: 'http://localhost:3000' } } },
  },
  test: {
    root: import.meta.dirname,
    // Vitest would leave one core free: on two cores that is half of the time, spent waiting for databases and pages.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', ['json', { outputFile: 'node_modules/.regie/tests.json' }]],
    projects: [
      project('unit', ['test/*.test.ts', 'test/server/**/*.test.ts'], {
        exclude: [...WITH_DATABASE, ...OF_THE_EMBEDDED, ...OF_TWO],
      }),
      project('page', ['test/client/**/*.test.{ts,tsx}'], {
        environment: 'happy-dom',
        setupFiles: [PATIENT, 'test/support/page-alone.ts'],
        ...ONE_AFTER_THE_OTHER,
      }),
      project('embedded', [...WITH_DATABASE, ...OF_THE_EMBEDDED, ...(hasOtherPostgres() ? [] : OF_TWO)], {
        globalSetup: EMBEDDED,
        ...ONE_AFTER_THE_OTHER,
      }),
      ...(hasOtherPostgres()
        ? [
            project('postgres', [...WITH_DATABASE, ...OF_TWO], {
              globalSetup: OTHER,
              exclude: ONCE,
              ...ONE_AFTER_THE_OTHER,
            }),
          ]
        : []),
      project('browser', ['test/browser/**/*.test.ts'], {
        globalSetup: [EMBEDDED, 'test/support/chromium.ts'],
        testTimeout: 300_000,
      }),
    ],
  },
})
