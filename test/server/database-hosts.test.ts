import { expect, test } from 'vitest'
import { faultyHost, hostsOf, isHostLost, writableOf } from '#server/database-hosts.ts'

test.each([
  ['one host stays as it is', 'postgres://u:p@a:5432/regie', ['postgres://u:p@a:5432/regie']],
  [
    'each host gets the user, the database and the options',
    'postgres://u:p@a:5432,b:5433/regie?sslmode=require',
    ['postgres://u:p@a:5432/regie?sslmode=require', 'postgres://u:p@b:5433/regie?sslmode=require'],
  ],
  ['a comma in a password is no host', 'postgres://u:p,q@a/regie', ['postgres://u:p,q@a/regie']],
  [
    'addresses of the new kind are kept whole',
    'postgresql://[::1]:5432,[fd00::2]:5432/regie',
    ['postgresql://[::1]:5432/regie', 'postgresql://[fd00::2]:5432/regie'],
  ],
])('%s', (_rule, url, hosts) => {
  expect(hostsOf(url)).toEqual(hosts)
})

test.each([
  ['two good ones', 'postgres://u@a:5432,b:5433/regie', undefined],
  ['nothing after the comma', 'postgres://u@a:5432,/regie', 2],
  ['nothing before the comma', 'postgres://u@,b/regie', 1],
  ['a port that is none', 'postgres://u@a:5432,b:port/regie', 2],
])('of several hosts the wrong one is told: %s', (_rule, url, wrong) => {
  expect(faultyHost(url)).toBe(wrong)
})

test.each([
  [
    'the one that leads',
    [
      { url: 'a', timeline: undefined },
      { url: 'b', timeline: 1 },
    ],
    'b',
  ],
  [
    'of two that believe they lead, the one promoted last',
    [
      { url: 'a', timeline: 4 },
      { url: 'b', timeline: 5 },
    ],
    'b',
  ],
  ['none while nobody leads', [{ url: 'a', timeline: undefined }], undefined],
])('row 73: written to is %s', (_rule, answers, url) => {
  expect(writableOf(answers)).toBe(url)
})

test.each([
  ['the host only follows', { code: '25006' }, true],
  ['the host shuts down', { code: '57P01' }, true],
  ['the host starts', { code: '57P03' }, true],
  ['the connection was refused', { code: 'ECONNREFUSED' }, true],
  ['the connection broke', { code: '08006' }, true],
  [
    'the connection is of no use',
    { message: 'Client has encountered a connection error and is not queryable' },
    true,
  ],
  ['no answer came', { message: 'Query read timeout' }, true],
  ['all connections are in use', { message: 'timeout exceeded when trying to connect' }, false],
  ['the disk is full', { code: '53100' }, false],
  ['a rule of the database was broken', { code: '23505' }, false],
])('whether the host may be lost: %s', (_rule, error, lost) => {
  expect(isHostLost(error)).toBe(lost)
})
