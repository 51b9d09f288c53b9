import { createHash } from 'node:crypto'

/** What one table holds, to compare without keeping it. */
export interface Sum {
  rows: number
  sha256: string
}

export type Sums = Map<string, Sum>

export interface BackupTotals {
  tables: number
  rows: number
}

export function newSum() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(lines: string[]) {
      rows += lines.length
      for (const line of lines) hash.update(line).update('\n')
    },
    read: (): Sum => ({ rows, sha256: hash.copy().digest('hex') }),
  }
}

export function totalsOf(sums: Sums): BackupTotals {
  return { tables: sums.size, rows: [...sums.values()].reduce((total, { rows }) => total + rows, 0) }
}
