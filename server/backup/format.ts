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
}

export const FORMAT = 1
export const ROWS_AT_ONCE = 500
export const BYTES_AT_ONCE = 1_000_000
export const END_STARTS = '{"end":'
