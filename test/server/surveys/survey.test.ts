import { describe, expect, test } from 'vitest'
import {
  checkAnswers,
  dimensionsFor,
  hasShortForm,
  type Instrument,
  isLaunchable,
  itemsFor,
  minutesFor,
  NOT_APPLICABLE,
  packAnswers,
  questionsOf,
  type Submission,
  sharedItemIds,
} from '#server/surveys/survey.ts'
import { launchTiny, ownQuestion, tinyInstrument } from '../../support/cast-survey.ts'

const nothing: Submission = { answers: {}, importance: [], comments: {} }

const withoutCore: Instrument = {
  ...tinyInstrument,
  dimensions: tinyInstrument.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map((item) => ({ ...item, core: false })),
  })),
}

describe('what is asked', () => {
  test.each([
    ['professional', 'full', ['LIS1', 'LIS2', 'LIS3', 'CHO1', 'CHO2', 'TEM1', 'TEM2']],
    ['professional', 'short', ['LIS1', 'LIS2', 'LIS3', 'CHO1', 'CHO2']],
    ['client', 'full', ['LIS1', 'LIS2', 'LIS3', 'CHO1', 'CHO2']],
    ['manager', 'short', ['LIS1', 'LIS2', 'LIS3', 'CHO1', 'CHO2']],
  ] as const)('the %s gets the items of the %s form in the stored order', (perspective, form, ids) => {
    expect(itemsFor(tinyInstrument, perspective, form).map(({ id }) => id)).toEqual(ids)
  })

  test('an asked item knows its dimension, its direction and the words of the perspective', () => {
    expect(itemsFor(tinyInstrument, 'client', 'full')[2]).toEqual({
      id: 'LIS3',
      dimensionId: 'listening',
      reverse: true,
      text: { nl: 'LIS3 for the client (nl)', en: 'LIS3 for the client', fi: 'LIS3 for the client (fi)' },
    })
  })

  test.each([
    ['professional', 'full', ['listening', 'choosing', 'tempo']],
    ['professional', 'short', ['listening', 'choosing']],
    ['client', 'full', ['listening', 'choosing']],
  ] as const)('a dimension without items for the %s in the %s form is left out', (perspective, form, ids) => {
    expect(dimensionsFor(tinyInstrument, perspective, form).map(({ id }) => id)).toEqual(ids)
  })

  test('two perspectives are compared on the items that both got', () => {
    expect(sharedItemIds(tinyInstrument, 'full', 'professional', 'client')).toEqual([
      'LIS1',
      'LIS2',
      'LIS3',
      'CHO1',
      'CHO2',
    ])
    expect(sharedItemIds(tinyInstrument, 'full', 'professional', 'manager')).toHaveLength(7)
  })

  test('a short form exists when some items for professionals are core and some are not', () => {
    expect(hasShortForm(tinyInstrument)).toBe(true)
    expect(hasShortForm(withoutCore)).toBe(false)
    expect(hasShortForm({ ...tinyInstrument, dimensions: tinyInstrument.dimensions.slice(0, 2) })).toBe(false)
  })

  test.each([
    ['professional', 'full', 0, 4],
    ['professional', 'short', 0, 3.5],
    ['client', 'full', 0, 4],
    ['professional', 'full', 3, 5.5],
  ] as const)('the %s needs for the %s form with %i own questions %f minutes', (perspective, form, own, minutes) => {
    expect(minutesFor(tinyInstrument, perspective, form, own)).toBe(minutes)
  })

  test('own questions come after those of the instrument', () => {
    expect(questionsOf(launchTiny('full', [ownQuestion])).map(({ id }) => id)).toEqual(['OPEN-KEEP', 'OWN-1'])
  })

  test('the profile of a client cannot be launched as a scan', () => {
    expect(isLaunchable(tinyInstrument)).toBe(true)
    expect(isLaunchable({ ...tinyInstrument, phase: null })).toBe(false)
  })
})

describe('answers that fit', () => {
  test.each<[string, Partial<Submission>]>([
    ['nothing at all', {}],
    ['both ends of the scale', { answers: { LIS1: 1, LIS2: 5 } }],
    ['a skipped item and one that does not apply', { answers: { LIS1: null, LIS2: 'na' } }],
    ['as many picks as allowed', { importance: ['listening', 'tempo'] }],
    ['a comment of exactly the longest length', { comments: { 'OPEN-KEEP': 'x'.repeat(600) } }],
    ['a comment in emoji counts people’s characters', { comments: { 'OWN-1': '🙂'.repeat(300) } }],
  ])('%s', (_rule, part) => {
    expect(checkAnswers(launchTiny('full', [ownQuestion]), 'professional', { ...nothing, ...part })).toEqual(
      [],
    )
  })
})

describe('answers that do not fit', () => {
  test.each<[string, Partial<Submission>, string, string]>([
    ['an item nobody knows', { answers: { XXX9: 3 } }, '/answers', 'unknown-item'],
    ['an item of another perspective', { answers: { TEM1: 3 } }, '/answers/TEM1', 'item-not-asked'],
    ['below the scale', { answers: { LIS1: 0 } }, '/answers/LIS1', 'outside-scale'],
    ['above the scale', { answers: { LIS1: 6 } }, '/answers/LIS1', 'outside-scale'],
    [
      'the stored form of not applicable',
      { answers: { LIS1: NOT_APPLICABLE } },
      '/answers/LIS1',
      'outside-scale',
    ],
    ['between two points', { answers: { LIS1: 2.5 } }, '/answers/LIS1', 'outside-scale'],
    ['not a number', { answers: { LIS1: Number.NaN } }, '/answers/LIS1', 'outside-scale'],
    ['a dimension nobody knows', { importance: ['money'] }, '/importance/0', 'unknown-dimension'],
    ['a dimension of another perspective', { importance: ['tempo'] }, '/importance/0', 'unknown-dimension'],
    ['the same pick twice', { importance: ['choosing', 'choosing'] }, '/importance/1', 'picked-twice'],
    ['a question nobody asked', { comments: { 'OWN-1': 'hello' } }, '/comments', 'unknown-question'],
    [
      'a comment too long',
      { comments: { 'OPEN-KEEP': 'x'.repeat(601) } },
      '/comments/OPEN-KEEP',
      'comment-too-long',
    ],
    ['a NUL', { comments: { 'OPEN-KEEP': 'a\0b' } }, '/comments/OPEN-KEEP', 'invalid-text'],
    [
      'half a surrogate pair',
      { comments: { 'OPEN-KEEP': 'a\ud800' } },
      '/comments/OPEN-KEEP',
      'invalid-text',
    ],
  ])('%s', (_rule, part, path, code) => {
    expect(checkAnswers(launchTiny(), 'client', { ...nothing, ...part })).toEqual([{ path, code }])
  })

  test('an item outside the short form', () => {
    const answers = { TEM1: 3 }
    expect(checkAnswers(launchTiny('short'), 'professional', { ...nothing, answers })).toEqual([
      { path: '/answers/TEM1', code: 'item-not-asked' },
    ])
    expect(checkAnswers(launchTiny('full'), 'professional', { ...nothing, answers })).toEqual([])
  })

  test('more picks than allowed', () => {
    const importance = ['listening', 'choosing', 'tempo']
    expect(checkAnswers(launchTiny(), 'professional', { ...nothing, importance })).toEqual([
      { path: '/importance', code: 'too-many-picks' },
    ])
  })

  test('a pick where nothing is to be picked', () => {
    const launched = { ...launchTiny(), importanceQuestion: null }
    expect(checkAnswers(launched, 'client', { ...nothing, importance: ['listening'] })).toEqual([
      { path: '/importance', code: 'too-many-picks' },
    ])
  })

  test('a comment within its characters but above 8,000 bytes', () => {
    const launched = launchTiny('full', [{ ...ownQuestion, maxLength: 3000 }])
    const comments = { 'OWN-1': '€'.repeat(2700) }
    expect(checkAnswers(launched, 'client', { ...nothing, comments })).toEqual([
      { path: '/comments/OWN-1', code: 'comment-too-long' },
    ])
  })

  test('every fault is named, and none repeats what was written', () => {
    const faults = checkAnswers(launchTiny(), 'client', {
      answers: { 'my secret': 3, LIS1: 99 },
      importance: ['my secret'],
      comments: { 'my secret': 'x' },
    })
    expect(faults.map(({ code }) => code)).toEqual([
      'unknown-item',
      'outside-scale',
      'unknown-dimension',
      'unknown-question',
    ])
    expect(JSON.stringify(faults)).not.toMatch(/secret|99/)
  })
})

test('answers are stored by place: null for skipped, -1 for not applicable', () => {
  const items = itemsFor(tinyInstrument, 'client', 'full')
  const answers = { CHO1: 5, LIS1: 2, LIS3: 'na', LIS2: null } as const
  expect(packAnswers(items, answers)).toEqual([2, null, NOT_APPLICABLE, 5, null])
})
