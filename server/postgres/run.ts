import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type Account, asAccount } from './account.ts'
import type { Place } from './place.ts'

interface Ended {
  status: number | null
  lines: string[]
}

export function run(place: Place, program: 'initdb' | 'pg_ctl', options: string[]): Promise<Ended> {
  return runAs(place.account, path.join(place.programs, program), options)
}

/** In a process group of its own: Ctrl-C reaches only Regie, which lets PostgreSQL finish what it does. */
export function runAs(account: Account | undefined, program: string, options: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      ...asAccount(account),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => lines.push(line))
    child.on('error', (error) => resolve({ status: null, lines: [error.message] }))
    child.on('close', (status) => resolve({ status, lines }))
  })
}
