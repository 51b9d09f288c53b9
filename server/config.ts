import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Provider, readProviders } from './access/single-sign-on/providers.ts'
import { faultyHost } from './database-hosts.ts'

const SECRET = { minLength: 32, maxLength: 512 }

/** The one home of every setting: README's table is made from it. */
export const Environment = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 3000, description: 'Port to listen on' }),
  HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 for every network',
  }),
  SITE_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^/\\s]+$',
      description: 'Address that people type, without a closing slash; default http://localhost and the port',
    }),
  ),
  TRUST_PROXY: Type.Optional(
    Type.String({
      description:
        'Address or network (10.0.0.0/8) of your proxy, or several with commas; only its word on who calls is believed',
    }),
  ),
  DATA_DIR: Type.String({
    minLength: 1,
    default: 'data',
    description: 'Folder of the embedded database and of generated secrets',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description:
        'PostgreSQL 15 or newer, or several hosts with commas of which one can be written to; without it an embedded one runs in DATA_DIR',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://',
      description: 'Mail server; without it messages wait in the outbox to be copied',
    }),
  ),
  MAIL_FROM: Type.String({
    minLength: 3,
    default: 'Regie <regie@localhost>',
    description: 'Sender of mails',
  }),
  LOG_LEVEL: Type.Union(
    [Type.Literal('error'), Type.Literal('warn'), Type.Literal('info'), Type.Literal('debug')],
    { default: 'info', description: 'error, warn, info or debug' },
  ),
  AUTH_SECRET: Type.Optional(
    Type.String({ ...SECRET, description: 'Signs sessions; generated into DATA_DIR' }),
  ),
  CODE_SECRET: Type.Optional(
    Type.String({
      ...SECRET,
      description:
        'Makes the codes on slips and links, and seals the keys of second steps; generated into DATA_DIR; keep it as long as the database',
    }),
  ),
  OIDC_PROVIDERS_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'JSON file with the organisations that sign their people on themselves; see docs/single-sign-on.md',
    }),
  ),
})

interface Setting {
  type?: string
  anyOf?: unknown
  default?: unknown
  description?: string
}
export const SETTINGS: Record<string, Setting> = Environment.properties

export interface Config {
  port: number
  host: string
  siteUrl: string
  /** Addresses and networks. */
  trustProxy: string[] | undefined
  dataDir: string
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  logLevel: 'error' | 'warn' | 'info' | 'debug'
  authSecret: string
  codeSecret: string
  signOnProviders: Provider[]
}

/** Every fault of the configuration at once, in plain words. */
class ConfigFaults extends Error {
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    )
  }
}

export const MAY_BE_IN_A_FILE = ['DATABASE_URL', 'SMTP_URL', 'AUTH_SECRET', 'CODE_SECRET']

/** Reads the environment; a secret may be given as NAME or, by its file, as NAME_FILE. Throws ConfigFaults. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = []
  const given = Value.Default(Environment, fromFiles(environment, faults)) as Record<string, unknown>
  if (/^\d+$/.test(String(given.PORT))) given.PORT = Number(given.PORT)
  for (const { instancePath, message } of Value.Errors(Environment, given)) {
    const name = instancePath.slice(1)
    const fault = `${name} ${message}. ${SETTINGS[name]?.description ?? ''}`
    if (!faults.some((earlier) => earlier.startsWith(`${name} `))) faults.push(fault.trim())
  }
  for (const network of listed(given.TRUST_PROXY).filter((each) => !isNetwork(each))) {
    faults.push(`TRUST_PROXY: ${network} is no address or network. ${SETTINGS.TRUST_PROXY?.description}`)
  }
  const host = faultyHost(String(given.DATABASE_URL ?? ''))
  if (host) faults.push(`DATABASE_URL: host ${host} is none. ${SETTINGS.DATABASE_URL?.description}`)
  const signOnProviders = providersIn(given.OIDC_PROVIDERS_FILE, faults)
  if (faults.length > 0) throw new ConfigFaults(faults)
  return present(given as Static<typeof Environment>, signOnProviders)
}

/** Files named in the list lie beside it, unless they are named from the root. */
function providersIn(file: unknown, faults: string[]): Provider[] {
  if (typeof file !== 'string') return []
  const read = (name: string) => readFileSync(path.resolve(path.dirname(file), name), 'utf8').trim()
  try {
    const outcome = readProviders(readFileSync(file, 'utf8'), read)
    if ('providers' in outcome) return outcome.providers
    faults.push(...outcome.faults.map((fault) => `OIDC_PROVIDERS_FILE: ${fault}`))
  } catch (error) {
    faults.push(`OIDC_PROVIDERS_FILE cannot be read: ${(error as Error).message}`)
  }
  return []
}

const listed = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(',').map((each) => each.trim()) : []

/** Not the whole internet: `/0` would believe everybody. */
function isNetwork(text: string): boolean {
  const [address = '', bits = '1', ...more] = text.split('/')
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most
}

function fromFiles(environment: NodeJS.ProcessEnv, faults: string[]): Record<string, string> {
  const given: Record<string, string> = {}
  for (const name of Object.keys(Environment.properties)) {
    const value = environment[name]
    if (value !== undefined && value !== '') given[name] = value
  }
  for (const name of MAY_BE_IN_A_FILE) {
    const file = environment[`${name}_FILE`]
    if (!file) continue
    if (given[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set. Keep one of them.`)
    try {
      given[name] = readFileSync(file, 'utf8').trim()
    } catch (error) {
      faults.push(`${name}_FILE cannot be read: ${(error as Error).message}`)
    }
  }
  return given
}

function present(given: Static<typeof Environment>, signOnProviders: Provider[]): Config {
  const dataDir = path.resolve(given.DATA_DIR)
  return {
    port: given.PORT,
    host: given.HOST,
    siteUrl: given.SITE_URL ?? `http://localhost:${given.PORT}`,
    trustProxy: given.TRUST_PROXY === undefined ? undefined : listed(given.TRUST_PROXY),
    dataDir,
    databaseUrl: given.DATABASE_URL,
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM,
    logLevel: given.LOG_LEVEL,
    authSecret: given.AUTH_SECRET ?? generatedSecret(dataDir, 'auth-secret'),
    codeSecret: given.CODE_SECRET ?? generatedSecret(dataDir, 'code-secret'),
    signOnProviders,
  }
}

function generatedSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, name)
  try {
    mkdirSync(dataDir, { recursive: true })
    // 'wx' decides the race of two first starts: one writes, both read the same
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new ConfigFaults([`DATA_DIR: ${dataDir} cannot be written: ${(error as Error).message}`])
    }
  }
  try {
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length >= 32) return secret
  } catch (error) {
    throw new ConfigFaults([`DATA_DIR: ${file} cannot be read: ${(error as Error).message}`])
  }
  throw new ConfigFaults([
    `DATA_DIR: ${file} is damaged: it holds fewer than 32 characters. Restore it from a backup.`,
  ])
}
