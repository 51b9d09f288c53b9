export interface Table {
  name: string
  columns: [name: string, type: string][]
}

export interface Sequence {
  name: string
  value: string
}

/** First line of a backup. Then for each table its name, a line for each row, its count and checksum; last an end line. */
export interface Header {
  regieBackup: number
  regie: string
  migrations: string[]
  tables: Table[]
  sequences: Sequence[]
  /** Tables whose rows were left out of a long-term backup. */
  leftOut?: string[]
}

/** What tells, of a scan that runs, which codes were used and what waits to be mixed. */
export const OF_RUNNING_SCANS = ['public.invitations', 'public.inbox', 'public.receipts']

export interface BackupOptions {
  /** What the key file holds; without it the backup is not encrypted. */
  secret?: Buffer | undefined
  /** To be kept for long: without the rows of OF_RUNNING_SCANS. */
  longTerm?: boolean | undefined
}

export const FORMAT = 1
export const ROWS_AT_ONCE = 500
export const BYTES_AT_ONCE = 1_000_000
export const END_STARTS = '{"end":'
