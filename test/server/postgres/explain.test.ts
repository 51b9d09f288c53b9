import { expect, test } from 'vitest'
import { explainStart, startFailure, systemFault } from '#server/postgres/explain.ts'

const FOLDER = '/srv/regie/postgres'

test.each([
  [['FATAL:  could not write lock file "postmaster.pid": No space left on device'], 'is full'],
  [['initdb: error: could not write file: Disk quota exceeded'], 'is full'],
  [['FATAL:  could not create lock file "postmaster.pid": Read-only file system'], 'can only be read'],
  [['FATAL:  data directory "/srv/regie/postgres" has invalid permissions'], `chmod 700 ${FOLDER}`],
  [['FATAL:  data directory "/srv/regie/postgres" has wrong ownership'], 'chown'],
  [['could not open file: Permission denied'], 'may not use the folder'],
  [['LOG:  could not bind IPv4 address', 'FATAL:  could not create any TCP/IP sockets'], 'network port'],
  [['FATAL:  could not map anonymous shared memory: Cannot allocate memory'], 'not enough memory'],
  [['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'], 'earlier PostgreSQL'],
  [['LOG:  starting', 'PANIC:  could not locate a valid checkpoint record'], 'npm run restore'],
  [[], 'it gave no reason'],
])('%s is told as: %s', (lines, words) => {
  expect(explainStart(lines, FOLDER)).toContain(words)
})

test('a reason nobody foresaw is passed on, with the folder and what to do', () => {
  const words = explainStart(
    ['PANIC:  could not locate a valid checkpoint record', 'LOG:  shutting down'],
    FOLDER,
  )
  expect(words).toContain('could not locate a valid checkpoint record')
  expect(words).toContain(`move ${FOLDER} to another place`)
})

test.each([
  ['ENOSPC', 'is full'],
  ['EACCES', 'may not use'],
  ['EROFS', 'only be read'],
  ['ENOTDIR', 'a file is where a folder should be'],
])('the system saying %s is told as: %s', (code, words) => {
  expect(systemFault(code, FOLDER)).toContain(words)
})

test('what is not a refusal of the system gets no such words', () => {
  expect(systemFault('ECONNRESET', FOLDER)).toBeUndefined()
})

test.each([
  [
    'another port helps',
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
    'port-taken',
  ],
  ['somebody else was first', 'FATAL:  lock file "postmaster.pid" already exists', 'already-running'],
  [
    'children of a killed server end soon',
    'FATAL:  pre-existing shared memory block is still in use',
    'leftovers',
  ],
  ['anything else stays so', 'FATAL:  could not open control file', 'final'],
])('%s', (_rule, line, failure) => {
  expect(startFailure(['LOG:  starting PostgreSQL', line])).toBe(failure)
})
