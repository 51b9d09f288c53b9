type WrongFile = 'empty' | 'too-large' | 'not-csv' | 'unreadable'

export type ReadFile = { state: 'read'; csv: string } | { state: 'wrong'; wrong: WrongFile }

const OTHER_KINDS = /\.(xlsx?|xlsm|ods|numbers|docx?|odt|pdf|zip)$/i

/** Looks at the size first, so that a file that is far too large is never read. */
export async function readCsvFile(file: File, mostBytes: number): Promise<ReadFile> {
  if (file.size === 0) return { state: 'wrong', wrong: 'empty' }
  if (OTHER_KINDS.test(file.name)) return { state: 'wrong', wrong: 'not-csv' }
  if (file.size > mostBytes) return { state: 'wrong', wrong: 'too-large' }
  const bytes = await file.arrayBuffer().catch(() => undefined)
  if (!bytes) return { state: 'wrong', wrong: 'unreadable' }
  const csv = decodeCsv(new Uint8Array(bytes))
  return csv.includes('\0') ? { state: 'wrong', wrong: 'not-csv' } : { state: 'read', csv }
}

/** UTF-8; otherwise as Excel writes "Unicode text", or "CSV" without more, which on a western computer is Windows-1252. */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
