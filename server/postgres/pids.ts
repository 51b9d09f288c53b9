import { promises as fs } from 'node:fs'
import path from 'node:path'
import { runAs } from './run.ts'

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  if (process.platform === 'win32') return true
  const [program = '', ...rest] = await argumentsOf(pid)
  if (!path.basename(program).startsWith('postgres')) return false
  return rest.includes(folder) || (await fs.readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder
}

/** The other Regie that started this server and still runs; only Linux tells. */
export async function livingParent(pid: number): Promise<number | undefined> {
  const status = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const parent = Number(status.slice(status.lastIndexOf(')')).split(' ')[2])
  if (!parent || parent === process.pid) return undefined
  const [program = ''] = await argumentsOf(parent)
  return /^node/.test(path.basename(program)) ? parent : undefined
}

async function argumentsOf(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    return (await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  }
  const { lines } = await runAs(undefined, 'ps', ['-ww', '-o', 'command=', '-p', String(pid)])
  return lines.join(' ').split(/ (?=-)|(?<=-D) /)
}
