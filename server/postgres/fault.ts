/** Why the embedded PostgreSQL cannot be used: words for the person who starts Regie, and what to do about it. */
export class EmbeddedPostgresFault extends Error {}

export function damaged(folder: string): string {
  return (
    'The folder may be damaged. Nothing in it was changed. ' +
    `Keep it: move ${folder} to another place, then restore your latest backup with: npm run restore -- FILE --key-file KEY`
  )
}

export function otherVersion(folder: string, made: string, carried: string): string {
  return (
    `The folder ${folder} was made by PostgreSQL ${made}, but this Regie carries PostgreSQL ${carried}. Nothing in it was changed. ` +
    `Start the Regie that made it, run: npm run backup -- FILE --key-file KEY, move ${folder} to another place, and run with this Regie: npm run restore -- FILE --key-file KEY`
  )
}

export function anotherRegie(owner: string, folder: string): string {
  return `Another Regie (process ${owner}) is already using the folder ${folder}. Stop that one first, or give this one its own DATA_DIR.`
}

export function closedHome(dataDir: string, account: string): string {
  return (
    `Regie runs as root, so PostgreSQL runs as the user ${account}, and that user cannot enter ${dataDir}. ` +
    'Give a folder outside a closed home with DATA_DIR, or start Regie as the user to whom the folder belongs.'
  )
}

export function lostHome(dataDir: string, home: string, pointer: string): string {
  return (
    `The database of ${dataDir} was kept in ${home}, and that folder is gone. Put it back. ` +
    `To begin with an empty database instead, remove the file ${pointer}`
  )
}
