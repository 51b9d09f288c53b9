import Papa from 'papaparse'

/** What a spreadsheet would run as a formula instead of showing it, also after a line end in the same cell. */
const RUNS = /^[=+\-@\t\r\n\0＝＋－＠]/

/** Semicolons, a byte order mark and CRLF, because Dutch Excel opens that by double click; a text that would run gets an apostrophe. */
export function csvOf(rows: readonly (readonly unknown[])[], delimiter: ';' | ',' = ';'): string {
  const options = { delimiter, newline: '\r\n', escapeFormulae: RUNS }
  return `\uFEFF${Papa.unparse(rows as unknown[][], options)}\r\n`
}
