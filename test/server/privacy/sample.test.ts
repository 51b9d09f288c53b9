import { describe, expect, test } from 'vitest'
import { sampleFor } from '#server/privacy/sample.ts'
import { launchTiny } from '../../support/cast-survey.ts'

const minimums = { professional: 6, client: 10, manager: 5 }
const sampleOf = (people: number, perspective: 'professional' | 'client' | 'manager' = 'professional') =>
  sampleFor({ instrument: launchTiny('full'), perspective, people, minimums })

describe('the example of what a manager will see', () => {
  test.each([
    ['professional', 5],
    ['client', 9],
    ['manager', 4],
  ] as const)('a group of %ss below its minimum shows nothing', (perspective, people) => {
    expect(sampleOf(people, perspective)).toEqual({ state: 'hidden' })
  })

  test('a group at its minimum shows averages without a number or a margin', () => {
    const sample = sampleOf(6)
    expect(sample).toMatchObject({ state: 'shown', answered: 6, hasDetail: false })
    const cells = sample.state === 'shown' ? sample.topics.map(({ cell }) => cell) : []
    expect(cells).toHaveLength(3)
    for (const cell of cells)
      expect(cell).toMatchObject({ state: 'shown', basis: { state: 'few' }, interval: { state: 'none' } })
  })

  test('a large group shows margins and shares too, as a real one would', () => {
    const sample = sampleOf(40)
    expect(sample).toMatchObject({
      state: 'shown',
      answered: 32,
      hasDetail: true,
      response: { state: 'shown' },
    })
    const scores =
      sample.state === 'shown'
        ? sample.topics.map(({ cell }) => cell.state === 'shown' && cell.score.value)
        : []
    expect(new Set(scores).size).toBeGreaterThan(1)
  })

  test('who is not asked about a topic sees none of it', () => {
    const sample = sampleOf(40, 'client')
    expect(sample.state === 'shown' && sample.topics.map(({ title }) => title.en)).toEqual([
      'listening',
      'choosing',
    ])
  })

  test('of a hundred people and of a hundred thousand the picture is the same, and each tells its own number', () => {
    expect(sampleOf(100)).toMatchObject({ answered: 80 })
    expect(sampleOf(100_000)).toEqual({ ...sampleOf(100), answered: 80_000 })
  })

  test('people differ in it as they do, so that its margins are no narrower than real ones', () => {
    const sample = sampleOf(100)
    const cells = sample.state === 'shown' ? sample.topics.map(({ cell }) => cell) : []
    for (const cell of cells) {
      expect(cell).toMatchObject({ state: 'shown', interval: { state: 'range' } })
      if (cell.state === 'shown' && cell.interval.state === 'range')
        expect(cell.interval.high - cell.interval.low).toBeGreaterThanOrEqual(2)
    }
  })
})
