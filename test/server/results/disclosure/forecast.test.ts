import { expect, test } from 'vitest'
import type { ForecastRequest } from '#server/results/contract.ts'
import { isBanded } from '#server/results/disclosure/bands.ts'
import { answersPerUnit, forecastAnswers, forecastScan } from '#server/results/disclosure/forecast.ts'
import { figureOf } from '#server/results/figure.ts'

const unit = (id: string, parentId: string | null, professionals: number | null = null) => ({
  id,
  parentId,
  professionals,
})
const minimums = { professional: 5, client: 10, manager: 5 }

function forecast(request: Omit<ForecastRequest, 'minimums'>) {
  const outcome = forecastScan({ ...request, minimums })
  if (outcome.state === 'faulty') throw new Error('faulty')
  return outcome.forecast
}

const staff = (unitId: string, invited: number) => ({ unitId, perspective: 'professional' as const, invited })
const clients = (unitId: string, invited: number) => ({ unitId, perspective: 'client' as const, invited })

test('a unit of 8 is readable at 65 % but not at 50 %, and small ones are told', () => {
  const { perspectives } = forecast({
    units: [unit('root', null), unit('A', 'root'), unit('B', 'root'), unit('C', 'root')],
    groups: [staff('A', 8), staff('B', 20), staff('C', 20)],
  })
  expect(perspectives).toHaveLength(1)
  expect(perspectives[0]?.units).toMatchObject([
    { unitId: 'root', invited: 48, readableAt: [50, 65, 80], small: false },
    { unitId: 'A', invited: 8, readableAt: [65, 80], small: false },
    { unitId: 'B', invited: 20, readableAt: [65, 80] },
    { unitId: 'C', readableAt: [50, 65, 80] },
  ])
})

test('a unit of 7 is small: one or two who do not answer hide it', () => {
  const { perspectives } = forecast({ units: [unit('root', null)], groups: [staff('root', 7)] })
  expect(perspectives[0]?.units[0]).toMatchObject({ small: true, readableAt: [80] })
})

test('a few people placed directly in a parent are told', () => {
  const { perspectives } = forecast({
    units: [unit('root', null), unit('A', 'root')],
    groups: [staff('root', 4), staff('A', 20)],
  })
  expect(perspectives[0]?.units.map(({ fewDirect }) => fewDirect)).toEqual([true, false])
})

test('clients of fewer than three professionals are not readable', () => {
  const { perspectives } = forecast({
    units: [unit('root', null), unit('A', 'root', 2), unit('B', 'root', 6)],
    groups: [clients('A', 60), clients('B', 60)],
  })
  expect(perspectives[0]?.units.map(({ readableAt }) => readableAt.length)).toEqual([3, 0, 0])
})

test('one manager in each of ten teams is too few for a team and enough for the whole', () => {
  const teams = Array.from({ length: 10 }, (_, index) => `T${index}`)
  const { perspectives, merges } = forecast({
    units: [unit('root', null), ...teams.map((id) => unit(id, 'root'))],
    groups: teams.map((unitId) => ({ unitId, perspective: 'manager' as const, invited: 1 })),
  })
  expect(perspectives[0]?.units[0]).toMatchObject({ unitId: 'root', readableAt: [50, 65, 80] })
  expect(perspectives[0]?.units.slice(1).every(({ readableAt }) => readableAt.length === 0)).toBe(true)
  expect(merges).toEqual([])
})

test.each([
  ['what is missing from the whole comes from the largest', [6, 14, 6], 65, [3, 10, 3]],
  ['nobody answers twice', [1, 1, 1, 0], 80, [1, 1, 0, 0]],
  ['nobody is invited', [0, 0], 80, [0, 0]],
])('%s', (_rule, direct, rate, answers) => {
  expect(answersPerUnit(direct, rate)).toEqual(answers)
})

test('small siblings are proposed to be merged until they are readable', () => {
  const { merges } = forecast({
    units: [unit('root', null), ...['A', 'B', 'C', 'D'].map((id) => unit(id, 'root'))],
    groups: [staff('A', 4), staff('B', 5), staff('C', 6), staff('D', 30)],
  })
  expect(merges).toEqual([{ parentId: 'root', unitIds: ['A', 'B', 'C'] }])
})

test('a small unit alone is proposed to join its smallest readable sibling', () => {
  const { merges } = forecast({
    units: [unit('root', null), unit('A', 'root'), unit('B', 'root'), unit('C', 'root')],
    groups: [staff('A', 4), staff('B', 60), staff('C', 20)],
  })
  expect(merges[0]).toMatchObject({ parentId: 'root', unitIds: expect.arrayContaining(['A']) })
})

test('a faulty tree is answered with its faults', () => {
  expect(forecastScan({ units: [unit('A', 'gone')], groups: [], minimums })).toEqual({
    state: 'faulty',
    faults: [{ unitId: 'A', code: 'unknown-parent' }],
  })
})

test('for the response that came true it tells the units that were published', () => {
  const request = {
    units: [unit('root', null), unit('A', 'root', 2), unit('B', 'root', 6), unit('C', 'root', 6)],
    groups: [staff('A', 8), staff('B', 8), staff('C', 8), clients('A', 40), clients('C', 40)],
    minimums,
  }
  const came = (unitId: string, perspective: 'professional' | 'client', count: number, unseen = count) => ({
    unitId,
    perspective,
    count,
    unseen,
  })
  const answers = [
    came('A', 'professional', 6),
    came('B', 'professional', 5),
    came('C', 'professional', 8, 2),
    came('A', 'client', 12),
    came('C', 'client', 30),
  ]
  expect(forecastAnswers(request, answers)).toEqual([
    { perspective: 'professional', readable: ['root', 'A'] },
    { perspective: 'client', readable: ['root'] },
  ])
  expect(forecastAnswers({ ...request, units: [unit('A', 'gone')] }, answers)).toEqual([])
})

test('ten thousand units with three perspectives are forecast within three seconds', () => {
  const units = Array.from({ length: 10_000 }, (_unit, index) =>
    unit(`u${index}`, index ? `u${(index - 1) % 100}` : null),
  )
  const request = {
    units: units.map((one, index) => (index <= 100 && index > 0 ? { ...one, parentId: 'u0' } : one)),
    groups: units.flatMap(({ id }, index) =>
      (['professional', 'client', 'manager'] as const).map((perspective) => ({
        unitId: id,
        perspective,
        invited: index % 12,
      })),
    ),
  }
  const started = performance.now()
  expect(forecast(request).perspectives).toHaveLength(3)
  expect(performance.now() - started).toBeLessThan(3000)
})

test.each([
  [62.5, { value: 63, label: '63' }, false],
  [5, { value: 5, label: '5' }, false],
  [4.99, { value: 5, label: '<5' }, true],
  [0, { value: 5, label: '<5' }, true],
  [95.01, { value: 95, label: '>95' }, true],
  [100, { value: 95, label: '>95' }, true],
])('a mean of %d is written as a band near the ends', (mean, figure, banded) => {
  expect(figureOf(mean)).toEqual(figure)
  expect(isBanded(mean)).toBe(banded)
})
