import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Environment } from '#server/config.ts'

const ROOT = path.join(import.meta.dirname, '..')
const compose = parse(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'))
const { app, database } = compose.services

test('the app waits for a healthy database and both keep their data', () => {
  expect(app.depends_on.database.condition).toBe('service_healthy')
  expect(database.healthcheck.test).toContain('pg_isready -U regie -d regie')
  expect(Object.keys(compose.volumes)).toEqual(['app-data', 'database-data'])
  expect([...app.volumes, ...database.volumes].map((volume: string) => volume.split(':')[0])).toEqual([
    'app-data',
    'database-data',
  ])
})

test('every setting in it is one that the program knows', () => {
  const known = Object.keys(Environment.properties)
  for (const name of Object.keys(app.environment)) expect(known).toContain(name.replace(/_FILE$/, ''))
})

test('every secret comes from a file and is declared', () => {
  const used = [...app.secrets, ...database.secrets]
  expect(Object.keys(compose.secrets).toSorted()).toEqual(used.toSorted())
  for (const { file } of Object.values<{ file: string }>(compose.secrets))
    expect(file).toMatch(/^\.\/secrets\//)
})

test('the app cannot write its own files nor gain rights', () => {
  expect(app).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
})

test('the log of the database never repeats an answer', () => {
  for (const setting of [
    'log_error_verbosity=terse',
    'log_parameter_max_length=0',
    'log_min_error_statement=panic',
  ]) {
    expect(database.command).toContain(setting)
  }
})

test('the image copies only folders that exist and runs as another user than root', () => {
  const dockerfile = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8')
  expect(dockerfile).toMatch(/^USER node$/m)
  for (const [, source] of dockerfile.matchAll(/^COPY ([a-z]+) \.\//gm)) {
    expect(() => readFileSync(path.join(ROOT, source ?? ''))).toThrow('EISDIR')
  }
})
