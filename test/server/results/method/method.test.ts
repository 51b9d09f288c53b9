import { describe, expect, test } from 'vitest'
import type { Part } from '#server/results/method/contract.ts'
import { ofDraft, ofLaunched } from '#server/results/method/explained.ts'
import { type ExplainedScan, laddersOf, methodOf } from '#server/results/method/method.ts'
import { FLOORS, newSettings } from '#server/scans/scan.ts'
import { launchTiny, tinyInstrument } from '../../../support/cast-survey.ts'

const explained: ExplainedScan = {
  scan: { id: 's1', title: 'Autumn', status: 'draft', opensOn: null, closesOn: null },
  instrument: tinyInstrument,
  form: 'full',
  ownQuestions: 0,
  groups: [
    { perspective: 'professional', distribution: 'open-link' },
    { perspective: 'client', distribution: 'codes' },
  ],
  minimums: { professional: 5, client: 10, manager: 5 },
  engineVersion: null,
}

describe('the example of a score', () => {
  test('is worked out by the code that scores people', () => {
    const { answers, needed, mean, score } = methodOf(explained).scoreExample
    expect(answers.map(({ answer, reverse, counts }) => [answer, reverse, counts])).toEqual([
      [4, false, 4],
      [2, true, 4],
      [null, false, null],
      [5, false, 5],
    ])
    expect({ needed, mean, score }).toEqual({ needed: 2, mean: 4.33, score: 83 })
  })

  test('follows the scale and the half rule of the questionnaire', () => {
    const instrument = {
      ...tinyInstrument,
      scale: { ...tinyInstrument.scale, min: 0, max: 10 },
      scoring: { ...tinyInstrument.scoring, minAnsweredShare: 1 },
    }
    expect(methodOf({ ...explained, instrument })).toMatchObject({
      halfRule: { percentage: 100, items: 2 },
      scoreExample: { answers: [{ answer: 9 }, { counts: 9 }, {}, { answer: 10 }], needed: 4, score: null },
    })
  })
})

describe('what is told from how many answers on', () => {
  const parts: [Part, number][] = [
    ['scores', 0],
    ['ranges', 10],
    ['change-of-unit', 30],
  ]
  const rowsAt = (minimum: number) => laddersOf([{ perspective: 'client', minimum }], parts)[0]?.rows

  test.each([
    [
      'at the lowest minimum',
      5,
      [
        [0, 4],
        [5, 9, 'scores'],
        [10, 29, 'ranges'],
        [30, null, 'change-of-unit'],
      ],
    ],
    [
      'at the minimum of clients',
      10,
      [
        [0, 9],
        [10, 29, 'scores', 'ranges'],
        [30, null, 'change-of-unit'],
      ],
    ],
    [
      'at a high minimum everything at once',
      40,
      [
        [0, 39],
        [40, null, 'scores', 'ranges', 'change-of-unit'],
      ],
    ],
  ])('%s', (_case, minimum, rows) => {
    expect(rowsAt(minimum)?.map(({ from, to, adds }) => [from, to, ...adds])).toEqual(rows)
  })

  test('is one ladder for perspectives with the same minimum', () => {
    const groups = (['professional', 'client', 'manager'] as const).map((perspective) => ({
      perspective,
      minimum: FLOORS[perspective],
    }))
    expect(laddersOf(groups, parts).map(({ perspectives }) => perspectives)).toEqual([
      ['professional', 'manager'],
      ['client'],
    ])
  })

  test('leaves out what is not asked', () => {
    const asked = methodOf(explained).ladders.flatMap(({ rows }) => rows.flatMap(({ adds }) => adds))
    expect(asked).toContain('importance')
    expect(asked).toContain('comments')
    const instrument = { ...tinyInstrument, importanceQuestion: null, openQuestions: [] }
    const left = methodOf({ ...explained, instrument })
    expect(left).toMatchObject({ picks: 0, openQuestions: 0 })
    const adds = left.ladders.flatMap(({ rows }) => rows.flatMap((row) => row.adds))
    expect(adds).not.toContain('importance')
    expect(adds).not.toContain('comments')
  })
})

test.each([5, 7, 40])('with a minimum of %i the gate hides a second team beside the small one', (minimum) => {
  const { hidingExample } = methodOf({ ...explained, minimums: { ...FLOORS, professional: minimum } })
  const [first, second, small] = hidingExample.units
  expect(hidingExample.minimum).toBe(minimum)
  expect([first?.shown, second?.shown, small?.shown]).toEqual([false, true, false])
  expect(small?.answers).toBeLessThan(minimum)
  expect(hidingExample.whole - (first?.answers ?? 0) - (second?.answers ?? 0)).toBe(small?.answers)
})

test('the example of an order is ranked by the code that ranks topics (scoring.md section 12)', () => {
  expect(methodOf(explained).priorities.example).toEqual([
    { rank: 1, score: 48, importance: 55, gap: 18, shortfall: 27, gapPart: 9, priority: 19.8 },
    { rank: 2, score: 62, importance: 30, gap: 5, shortfall: 13, gapPart: 2.5, priority: 4.65 },
  ])
})

describe('the settings of a scan', () => {
  const settings = {
    ...newSettings(tinyInstrument, '2026-11-21'),
    perspectives: ['manager' as const, 'professional' as const],
    form: 'short' as const,
    ownQuestions: [{ text: { nl: 'Wat nog?' } }, { text: { nl: ' ' } }],
    minimums: { professional: 8, client: 10, manager: 6 },
  }

  test('of a draft are told as the wizard has them now', () => {
    const { asked, openQuestions } = methodOf({ ...explained, ...ofDraft(settings, tinyInstrument) })
    expect(asked).toMatchObject([
      { perspective: 'professional', items: 5, minimum: 8, floor: 5, distribution: 'open-link' },
      { perspective: 'manager', items: 5, minimum: 6, floor: 5 },
    ])
    expect(openQuestions).toBe(2)
  })

  test('of a launched scan are those of the launch, and one group with codes is enough to say so', () => {
    const minimums = { minimumProfessional: 9, minimumClient: null, minimumManager: 5 }
    const groups = [
      { perspective: 'client' as const, distribution: 'open-link' as const },
      { perspective: 'professional' as const, distribution: 'open-link' as const },
      { perspective: 'client' as const, distribution: 'codes' as const },
    ]
    const asked = ofLaunched(minimums, launchTiny('short'), groups, FLOORS)
    expect(methodOf({ ...explained, ...asked }).asked).toMatchObject([
      { perspective: 'professional', minimum: 9, distribution: 'open-link' },
      { perspective: 'client', minimum: 10, distribution: 'codes', items: 5 },
    ])
  })

  test('of a published scan come with the version it was made with', () => {
    expect(methodOf({ ...explained, engineVersion: '0' })).toMatchObject({ engineVersion: '0' })
    const { engineVersion, explainedVersion } = methodOf(explained)
    expect(engineVersion).toBe(explainedVersion)
  })
})
