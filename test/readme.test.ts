import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { serverOptions } from '#server/postgres/settings.ts'
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

test('the settings that keep answers out of a log are the ones of both databases that come with it', () => {
  const told = [...readme.matchAll(/`(log_[a-z_]+=[a-z0-9]+)`/g)].map(([, setting]) => setting ?? '')
  const compose = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8')
  expect(told.toSorted()).toEqual(
    [...compose.matchAll(/- (log_\S+)/g)].map(([, setting]) => setting).toSorted(),
  )
  expect(serverOptions('data', 1, false)).toEqual(expect.arrayContaining(told))
})

test('it stays short enough to be read', () => {
  expect(readme.split('\n').length).toBeLessThan(120)
})
