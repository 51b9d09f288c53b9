/** Why a backup or a restore did not happen, in plain words. */
export class BackupFault extends Error {}

type Unsoundness = 'not-a-backup' | 'damaged' | 'truncated' | 'sealed' | 'wrong-key'

/** What is wrong with a file, found by code that does not know its name. */
export class Unsound extends Error {
  readonly code: Unsoundness
  constructor(code: Unsoundness) {
    super(code)
    this.code = code
  }
}

const FULL = (file: string) => `The disk is full: ${file} was not written. Make room or choose another disk.`
const CLOSED = (file: string) => `${file} may not be opened by this user.`
const DAMAGED = (file: string) =>
  `${file} is damaged: it no longer holds what was written to it. Use another backup.`
const TRUNCATED = (file: string) =>
  `${file} is not complete: its end is missing. Copy it again, or use another backup.`

const WORDS: Record<string, (file: string) => string> = {
  'not-a-backup': (file) => `${file} is not a backup of Regie.`,
  damaged: DAMAGED,
  sealed: (file) => `${file} is encrypted. Give the file that holds its key: --key-file FILE.`,
  'wrong-key': (file) => `${file} was encrypted with another key.`,
  truncated: TRUNCATED,
  Z_BUF_ERROR: TRUNCATED,
  Z_DATA_ERROR: DAMAGED,
  ENOSPC: FULL,
  EDQUOT: FULL,
  EEXIST: (file) =>
    `${file}.partial exists: another backup is being written, or one was interrupted. Remove it, or give another name.`,
  ENOENT: (file) => `${file} cannot be opened: there is no such file or folder.`,
  ENOTDIR: (file) => `${file} cannot be opened: there is no such folder.`,
  EISDIR: (file) => `${file} is a folder. Give the name of a file.`,
  EACCES: CLOSED,
  EPERM: CLOSED,
  EROFS: (file) => `${file} cannot be written: the disk can only be read.`,
}

/** An error of the system or of the file as a BackupFault; any other as it is. */
export function inPlainWords(error: unknown, file: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException
  const noGzip = code === 'Z_DATA_ERROR' && message.includes('incorrect header check')
  const words = WORDS[noGzip ? 'not-a-backup' : code]
  return words ? new BackupFault(words(file), { cause: error }) : error
}
