import { expect, test } from 'vitest'
import { readCommand, USAGE } from '#server/access/server-acts/command.ts'

test.each([
  [
    'create-centre Ada@Zuid.test Ada van Zuid',
    { act: 'create-centre', email: 'ada@zuid.test', name: 'Ada van Zuid' },
  ],
  ['reset-second-factor ada@zuid.test', { act: 'reset-second-factor', email: 'ada@zuid.test' }],
  ['end-sessions ada@zuid.test', { act: 'end-sessions', email: 'ada@zuid.test' }],
  ['list-centre', { act: 'list-centre' }],
])('%s is understood', (typed, command) => {
  expect(readCommand(typed.split(' '))).toEqual(command)
})

test.each([
  ['nothing', []],
  ['another word', ['remove-everything']],
  ['too much', ['list-centre', 'all']],
  ['a name where none belongs', ['end-sessions', 'ada@zuid.test', 'Ada']],
])('%s is answered with what can be done', (_case, words) => {
  expect(readCommand(words)).toEqual({ fault: USAGE })
})

test('what is no address, and a name that is missing, are named', () => {
  expect(readCommand(['end-sessions', 'ada'])).toMatchObject({
    fault: expect.stringContaining('"ada" is no e-mail'),
  })
  expect(readCommand(['create-centre', 'ada@zuid.test', ' '])).toMatchObject({
    fault: expect.stringContaining('name of the person'),
  })
})
