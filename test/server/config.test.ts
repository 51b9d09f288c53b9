import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'regie-config-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig({ DATA_DIR: folder, ...environment })
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('without any setting everything has a default that works', () => {
  const config = readConfig({ DATA_DIR: folder })
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    siteUrl: 'http://localhost:3000',
    logLevel: 'info',
  })
  expect(config.databaseUrl).toBeUndefined()
})

test('the site address follows the port unless it is given', () => {
  expect(readConfig({ DATA_DIR: folder, PORT: '8080' }).siteUrl).toBe('http://localhost:8080')
  expect(readConfig({ DATA_DIR: folder, SITE_URL: 'https://scan.test' }).siteUrl).toBe('https://scan.test')
})

test('no proxy is trusted unless it is named', () => {
  expect(readConfig({ DATA_DIR: folder }).trustProxy).toBeUndefined()
  const named = readConfig({ DATA_DIR: folder, TRUST_PROXY: '10.0.0.1, 172.18.0.0/16,fd00::/8' })
  expect(named.trustProxy).toEqual(['10.0.0.1', '172.18.0.0/16', 'fd00::/8'])
})

test('a secret that is not given is made once, readable by its owner only', () => {
  const first = readConfig({ DATA_DIR: folder })
  const second = readConfig({ DATA_DIR: folder })
  expect(first.codeSecret).toBe(second.codeSecret)
  expect(first.codeSecret).not.toBe(first.authSecret)
  expect(readFileSync(path.join(folder, 'code-secret'), 'utf8')).toBe(first.codeSecret)
  expect(statSync(path.join(folder, 'code-secret')).mode & 0o077).toBe(0)
})

test('a secret may come from a file', () => {
  const file = path.join(folder, 'url')
  writeFileSync(file, 'postgres://somewhere/regie\n')
  expect(readConfig({ DATA_DIR: folder, DATABASE_URL_FILE: file }).databaseUrl).toBe(
    'postgres://somewhere/regie',
  )
})

test('all faults are listed at once, with what the setting is for', () => {
  const message = faultsOf({
    PORT: 'many',
    SITE_URL: 'ftp://x/',
    LOG_LEVEL: 'loud',
    AUTH_SECRET: 'short',
    SMTP_URL_FILE: '/nowhere',
  })
  expect(message).toContain('5 faults')
  for (const name of ['PORT', 'SITE_URL', 'LOG_LEVEL', 'AUTH_SECRET', 'SMTP_URL_FILE'])
    expect(message).toContain(`- ${name}`)
  expect(message).toContain('Port to listen on')
})

test.each([
  ['a port outside the range', { PORT: '70000' }, 'PORT'],
  ['a port with a fraction', { PORT: '30.5' }, 'PORT'],
  ['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  ['a site address with a path', { SITE_URL: 'https://x.test/regie' }, 'SITE_URL'],
  ['a proxy by its name', { TRUST_PROXY: '10.0.0.1, proxy.test' }, 'TRUST_PROXY: proxy.test is no address'],
  ['a proxy that is everybody', { TRUST_PROXY: '0.0.0.0/0' }, 'TRUST_PROXY'],
  ['a network too narrow', { TRUST_PROXY: '10.0.0.1/33' }, 'TRUST_PROXY'],
  ['a secret given twice', { AUTH_SECRET: 'a'.repeat(40), AUTH_SECRET_FILE: '/nowhere' }, 'both set'],
])('%s is refused', (_fault, environment, words) => {
  expect(faultsOf(environment)).toContain(words)
})

test('a damaged secret stops the start instead of making all codes worthless', () => {
  writeFileSync(path.join(folder, 'code-secret'), 'cut')
  expect(faultsOf({})).toContain('is damaged')
})

test('a data folder that cannot be written says so', () => {
  writeFileSync(path.join(folder, 'file'), '')
  expect(faultsOf({ DATA_DIR: path.join(folder, 'file', 'data') })).toContain('cannot be written')
})

test('faults in the list of organisations with their own sign-on are named with the others', () => {
  const file = path.join(folder, 'providers.json')
  const list = [
    {
      id: 'werkplein',
      name: 'Werkplein',
      issuer: 'http://login.test',
      clientId: 'regie',
      domains: ['a.test'],
    },
  ]
  writeFileSync(file, JSON.stringify(list))
  const read = () => readConfig({ DATA_DIR: folder, OIDC_PROVIDERS_FILE: file, PORT: 'deur' })
  expect(read).toThrow('OIDC_PROVIDERS_FILE: provider 1: issuer must start with https://')
  expect(read).toThrow('provider 1: give either clientSecret or clientSecretFile')
  expect(read).toThrow('PORT')
  const absent = () => readConfig({ DATA_DIR: folder, OIDC_PROVIDERS_FILE: path.join(folder, 'absent.json') })
  expect(absent).toThrow('OIDC_PROVIDERS_FILE cannot be read')
})
