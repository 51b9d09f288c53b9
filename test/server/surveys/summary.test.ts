import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { InstrumentSummary } from '#server/surveys/contract.ts'
import { presentInstruments } from '#server/surveys/summary.ts'
import type { Instrument } from '#server/surveys/survey.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

test('the summary tells the length per perspective and form', () => {
  expect(presentInstruments([tinyInstrument])).toMatchObject([
    {
      id: 'tiny',
      phase: 1,
      hasShortForm: true,
      lengths: [
        { perspective: 'professional', form: 'full', items: 7, minutes: 4 },
        { perspective: 'professional', form: 'short', items: 5, minutes: 3.5 },
        { perspective: 'client', form: 'full', items: 5, minutes: 4 },
        { perspective: 'client', form: 'short', items: 5, minutes: 4 },
        { perspective: 'manager', form: 'full', items: 7, minutes: 4 },
        { perspective: 'manager', form: 'short', items: 5, minutes: 3.5 },
      ],
      dimensions: [{ id: 'listening' }, { id: 'choosing' }, { id: 'tempo' }],
    },
  ])
})

test('an instrument without a short form tells only the full length', () => {
  const full: Instrument = { ...tinyInstrument, dimensions: tinyInstrument.dimensions.slice(0, 2) }
  expect(presentInstruments([full])[0]?.lengths.map(({ form }) => form)).toEqual(['full', 'full', 'full'])
})

test('phase 1 comes first, and the profile of a client is not offered', () => {
  const second: Instrument = { ...tinyInstrument, id: 'a-second', phase: 2 }
  const profile: Instrument = { ...tinyInstrument, id: 'profile', phase: null }
  expect(presentInstruments([second, profile, tinyInstrument]).map(({ id }) => id)).toEqual([
    'tiny',
    'a-second',
  ])
})

test('the summary is what the contract promises', () => {
  expect(Value.Check(Type.Array(InstrumentSummary), presentInstruments([tinyInstrument]))).toBe(true)
})
