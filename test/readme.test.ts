import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { configTable } from '../scripts/config-table.ts'

const ROOT = path.join(import.meta.dirname, '..')
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8')
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))

test('the table of settings is the one that the program reads', () => {
  expect(readme).toContain(configTable())
})

test('every command it names exists', () => {
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(5)
  for (const name of named) expect(scripts).toHaveProperty([name ?? ''])
})

test('every file it points to exists', () => {
  for (const [, file] of readme.matchAll(/\]\(([^)#]+)\)/g)) {
    expect(() => readFileSync(path.join(ROOT, file ?? '')), file).not.toThrow('ENOENT')
  }
})

test('it stays short enough to be read', () => {
  expect(readme.split('\n').length).toBeLessThan(120)
})
