import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

let stop = () => {}

/** Another PostgreSQL than the embedded one: given by its address, or started from what the machine has. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env.TEST_DATABASE_URL ?? (await startFound())
  if (url) return project.provide('databaseUrl', url)
  const missing = 'No PostgreSQL of your own was found (TEST_DATABASE_URL, the path, /usr/lib/postgresql)'
  if (process.env.CI) throw new Error(`${missing}, and CI runs both halves.`)
  project.vitest.logger.warn(`${missing}: the API tests ran on the embedded database only.`)
  project.config.include = []
}

export function teardown(): void {
  stop()
}

async function startFound(): Promise<string | undefined> {
  const bin = findBinaries()
  if (!bin) return undefined
  const folder = mkdtempSync(path.join(os.tmpdir(), 'regie-postgres-'))
  const owner = process.getuid?.() === 0 ? postgresUser() : {}
  if ('uid' in owner) chownSync(folder, owner.uid, owner.gid)
  const data = path.join(folder, 'data')
  const port = await freePort()
  const run = (program: string, args: string[]) =>
    execFileSync(path.join(bin, program), args, { ...owner, cwd: folder, stdio: 'ignore' })
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'])
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200`
  run('pg_ctl', ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start'])
  stop = () => {
    run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
  return `postgres://postgres@127.0.0.1:${port}/postgres`
}

function findBinaries(): string | undefined {
  const below = '/usr/lib/postgresql'
  const versions = existsSync(below) ? readdirSync(below).filter((version) => Number(version) >= 15) : []
  const packaged = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => path.join(below, version, 'bin'))
  const onPath = (process.env.PATH ?? '').split(path.delimiter)
  return [...packaged, ...onPath].find(
    (folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  )
}

function postgresUser() {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = net.createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => done(port))
    })
  })
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}
