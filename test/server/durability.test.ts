import { expect, test } from 'vitest'
import { unsafeSettings } from '#server/durability.ts'

const safe = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  track_commit_timestamp: 'off',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  synchronous_standby_names: '',
}

const warningsOf = (changed: Partial<typeof safe>, hosts = 1) =>
  unsafeSettings(
    Object.entries({ ...safe, ...changed }).map(([name, setting]) => ({ name, setting })),
    hosts,
  )

test('a database that keeps every promise is not complained about', () => {
  expect(warningsOf({})).toEqual([])
  expect(warningsOf({ synchronous_standby_names: 'ANY 1 (a, b)' }, 2)).toEqual([])
})

test.each([
  ['row 77: storing that does not wait for the disk', { fsync: 'off' }, 'power cut'],
  ['row 77: half pages after a power cut', { full_page_writes: 'off' }, 'power cut'],
  ['row 77: telling before it is stored', { synchronous_commit: 'off' }, 'acknowledged'],
  ['row 77: telling before the second machine has it', { synchronous_commit: 'local' }, 'acknowledged'],
  ['the moment of each answer', { track_commit_timestamp: 'on' }, 'when each answer came'],
  ['row 21: a log with details', { log_error_verbosity: 'default' }, 'log'],
  ['row 21: a log with answers', { log_parameter_max_length: '-1' }, 'log'],
])('%s is warned of', (_rule, changed, words) => {
  const warnings = warningsOf(changed)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain(Object.keys(changed)[0])
  expect(warnings[0]).toContain(words)
})

test('row 73: two hosts of which the second does not confirm are warned of', () => {
  expect(warningsOf({}, 2)).toEqual([expect.stringContaining('synchronous_standby_names')])
})
