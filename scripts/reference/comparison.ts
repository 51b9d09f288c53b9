import { Fault } from './fault.ts'

export interface Comparison {
  values: number
  largest: number
  /** Every key that differs or was not compared, with the reason. */
  misses: string[]
}

/**
 * Every leaf of `expected` against the same leaf of `own`: numbers within the tolerance, all else equal; null is an undefined
 * outcome. What only `own` has does not count, but a list must be as long, and nothing must be nothing.
 */
export function compare(own: unknown, expected: unknown, tolerance: number): Comparison {
  const comparison: Comparison = { values: 0, largest: 0, misses: [] }
  compareAt('', own, expected, { tolerance, comparison })
  return comparison
}

interface Pass {
  tolerance: number
  comparison: Comparison
}

function compareAt(path: string, own: unknown, expected: unknown, pass: Pass): void {
  if (own === undefined) pass.comparison.misses.push(`${path} was not compared`)
  else if (isBranch(own) && isBranch(expected)) compareParts(path, own, expected, pass)
  else compareLeaf(path, own, expected, pass)
}

function compareParts(path: string, own: Branch, expected: Branch, pass: Pass): void {
  const keys = Object.keys(expected).filter((key) => expected[key] !== undefined)
  const parts = Object.keys(own).length
  if ((Array.isArray(own) || keys.length === 0) && parts !== keys.length) {
    pass.comparison.misses.push(`${path || 'expected'} has ${parts} parts, expected ${keys.length}`)
    return
  }
  if (keys.length === 0) pass.comparison.values += 1
  for (const key of keys) compareAt(path ? `${path}.${key}` : key, own[key], expected[key], pass)
}

function compareLeaf(path: string, own: unknown, expected: unknown, { tolerance, comparison }: Pass): void {
  const apart = distance(own, expected)
  comparison.values += 1
  comparison.largest = Math.max(comparison.largest, apart)
  if (apart > tolerance) {
    comparison.misses.push(`${path || 'expected'} is ${shown(own)}, expected ${shown(expected)}`)
  }
}

function distance(own: unknown, expected: unknown): number {
  if (isUndefined(own) && isUndefined(expected)) return 0
  if (Object.is(own, expected)) return 0
  if (typeof own !== 'number' || typeof expected !== 'number') return Number.POSITIVE_INFINITY
  const apart = Math.abs(own - expected)
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart
}

/** Throughout: an outcome with parts may be written as one null. */
function isUndefined(value: unknown): boolean {
  return isBranch(value) ? Object.values(value).every(isUndefined) : value === null
}

type Branch = Record<string, unknown>

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  return isBranch(value) ? 'something with parts' : value === null ? 'undefined' : String(value)
}

/** A list of objects that name themselves, as one object: what names them becomes the key, the rest is to be compared. */
export function keyed(list: readonly unknown[], names: readonly string[]): Branch {
  const entries = list.map((one): [string, unknown] => {
    if (!isBranch(one) || names.some((name) => one[name] === undefined)) {
      throw new Fault(`expected holds an element without ${names.join(', ')}`)
    }
    const rest = Object.entries(one).filter(([key]) => !names.includes(key))
    return [names.map((name) => one[name]).join('/'), Object.fromEntries(rest)]
  })
  const keys = new Set(entries.map(([key]) => key))
  if (keys.size < entries.length) throw new Fault(`expected names the same ${names.join(', ')} twice`)
  return Object.fromEntries(entries)
}
