import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { ScanFigures } from '#server/results/contract.ts'
import { crowd, many, publishOf, staff } from './published.ts'

test('sums of the whole scan by hand, over units, and of no unit', () => {
  const { figures } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(12)),
      crowd('B', 'professional', many(8, [5, 4, 2, 3, 2, null, 3])),
    ],
  })
  expect([...Value.Errors(ScanFigures, figures)]).toEqual([])
  const [listening, choosing, tempo] = figures.dimensions
  // above the lowest: six people 3 3 3, six people 1 1 1, eight people 4 3 3
  expect(listening).toMatchObject({
    perspective: 'professional',
    dimension: 'listening',
    items: ['LIS1', 'LIS2', 'LIS3'],
    complete: {
      n: 20,
      sums: [56, 48, 48],
      products: [
        [188, 156, 156],
        [156, 132, 132],
        [156, 132, 132],
      ],
    },
  })
  // A: 75 and 25, mean 50; B: all 83.33
  expect(listening?.between).toMatchObject({ groups: 2, n: 20, sizeSquares: 12 ** 2 + 8 ** 2 })
  expect(listening?.between.sum).toBeCloseTo(12 * 50 + (8 * 250) / 3, 8)
  expect(listening?.between.squares).toBeCloseTo(12 * 625, 8)
  expect(choosing?.complete.n).toBe(20)
  expect(tempo?.complete.n).toBe(12)
})

test('a dimension with fewer than ten complete answers is not pooled', () => {
  const { figures } = publishOf({ crowds: [crowd('A', 'professional', staff(9))] })
  expect(figures).toEqual({ dimensions: [] })
})
