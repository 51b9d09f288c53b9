import { damaged } from './fault.ts'

type StartFailure = 'port-taken' | 'already-running' | 'leftovers' | 'final'

/** Which failures of a start pass by themselves: another port, another starter, or children of a killed server that still end. */
export function startFailure(lines: string[]): StartFailure {
  const said = lines.join('\n')
  if (/Address already in use|could not bind/.test(said)) return 'port-taken'
  if (/lock file "postmaster\.pid" (already exists|is empty)|Is another postmaster/.test(said))
    return 'already-running'
  if (/pre-existing shared memory block/.test(said)) return 'leftovers'
  return 'final'
}

/** What PostgreSQL or initdb said when it gave up, told to somebody who has never seen PostgreSQL. */
export function explainStart(lines: string[], folder: string): string {
  const said = lines.join('\n')
  const known = systemFault(said, folder)
  if (known) return known
  if (/Address already in use|could not bind/.test(said)) {
    return 'No free network port was found on 127.0.0.1 for the embedded database. Stop other programs and start Regie again.'
  }
  if (/Cannot allocate memory|could not (map|create|resize).* shared memory/.test(said)) {
    return 'There is not enough memory for the embedded database. Stop other programs or give this machine more memory.'
  }
  if (/pre-existing shared memory block/.test(said)) {
    return `Parts of an earlier PostgreSQL still use the folder ${folder}. Wait a minute or restart the machine, then start Regie again.`
  }
  const reason =
    lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? 'it gave no reason'
  return `PostgreSQL cannot start in the folder ${folder}. It said: "${reason.trim()}". ${damaged(folder)}`
}

/** A refusal of the operating system, by its code or by its words in a log; undefined when it is something else. */
export function systemFault(said: string, folder: string): string | undefined {
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/.test(said)) {
    return `The disk that holds ${folder} is full. Make room on it and start Regie again. Nothing that was stored is lost.`
  }
  if (/EROFS|Read-only file system/.test(said)) {
    return `The disk that holds ${folder} can only be read. Give Regie another folder with DATA_DIR.`
  }
  if (/ENOTDIR|EEXIST|Not a directory/.test(said)) {
    return `${folder} cannot be made, because a file is where a folder should be. Move that file or give another folder with DATA_DIR.`
  }
  if (/has invalid permissions/.test(said)) {
    return `Other users may look into the folder ${folder}, so PostgreSQL does not use it. Close it with: chmod 700 ${folder}`
  }
  if (/EACCES|EPERM|Permission denied|Operation not permitted|wrong ownership/.test(said)) {
    return (
      `The embedded database may not use the folder ${folder}. Start Regie as the user to whom the folder belongs, ` +
      'or give the folder to your user with chown. Nothing in it was changed.'
    )
  }
  return undefined
}
