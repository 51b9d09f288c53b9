import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '#client/api.ts'
import type { InstrumentSummary } from '#server/surveys/contract.ts'
import { newWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await newWorld()
  await world.settle()
})

afterAll(() => world.close())

const listInstruments = () => call<InstrumentSummary[]>('GET', '/api/instruments')

test('a member sees the instruments a scan may use, phase 1 first, with their length', async () => {
  const instruments = await listInstruments()
  expect(instruments.map(({ id }) => id)).toEqual(['competences', 'processes'])
  expect(instruments[0]).toMatchObject({
    phase: 1,
    hasShortForm: true,
    validation: { status: 'not-validated' },
    lengths: expect.arrayContaining([{ perspective: 'professional', form: 'short', items: 27, minutes: 7 }]),
  })
})

test('the items themselves stay on the server', async () => {
  expect(JSON.stringify(await listInstruments())).not.toContain('C-CON1')
})

test('a stranger who is not signed in sees nothing', async () => {
  world.signOut()
  await expect(listInstruments()).rejects.toMatchObject({ status: 401, code: 'signed-out' })
})
