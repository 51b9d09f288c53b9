import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fisherCdf,
  fisherQuantile,
  fisherUpperTail,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from '#server/results/statistics/distributions.ts'
import { logBeta, logGamma } from '#server/results/statistics/gamma.ts'
import { incompleteBeta } from '#server/results/statistics/incomplete-beta.ts'

const close = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-10)
const near = (actual: number, expected: number, share = 1e-12) =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(share)

test.each([
  ['with one degree of freedom it is Cauchy: tan(π(p − ½))', 0.975, 1, Math.tan(0.475 * Math.PI)],
  ['with two: (2p − 1) √(2 / (4p(1 − p)))', 0.9, 2, 0.8 * Math.sqrt(2 / (4 * 0.9 * 0.1))],
  ['the lower tail mirrors the upper', 0.025, 1, -Math.tan(0.475 * Math.PI)],
  ['the middle is zero', 0.5, 7, 0],
  ['far out in the tail: −1 / tan(πp)', 1e-9, 1, -1 / Math.tan(1e-9 * Math.PI)],
])('the quantile of Student’s t: %s', (_rule, p, df, t) => {
  expect(Math.abs(studentQuantile(p, df) / t - 1) < 1e-12 || studentQuantile(p, df) === t).toBe(true)
})

test.each([
  ['Cauchy', 3, 1, 0.5 + Math.atan(3) / Math.PI],
  ['two degrees of freedom', -1.2, 2, 0.5 - 0.6 / Math.sqrt(2 + 1.44)],
  ['zero', 0, 4.7, 0.5],
  ['without end', Number.POSITIVE_INFINITY, 9, 1],
])('the distribution of Student’s t: %s', (_rule, t, df, p) => close(studentCdf(t, df), p))

test.each([
  ['two degrees above: 1 − (1 + 2f/d2)^(−d2/2)', 3.1, 2, 7, 1 - (1 + 6.2 / 7) ** -3.5],
  ['two degrees below: (d1 f / (2 + d1 f))^(d1/2)', 0.4, 5, 2, (2 / 4) ** 2.5],
  ['one degree above is the square of t', 2.2 ** 2, 1, 9, 2 * studentCdf(2.2, 9) - 1],
  ['equal degrees: one is the middle', 1, 40, 40, 0.5],
  ['nothing lies below zero', -1, 3, 4, 0],
  ['everything lies below the end', Number.POSITIVE_INFINITY, 3, 4, 1],
])('the distribution of Fisher’s F: %s', (_rule, f, d1, d2, p) => {
  close(fisherCdf(f, d1, d2), p)
  close(fisherUpperTail(f, d1, d2), 1 - p)
})

test('small probabilities keep their digits', () => {
  near(fisherUpperTail(1e4, 2, 10), (1 + 2e3) ** -5)
  near(fisherCdf(1e-6, 8, 2), (8e-6 / (2 + 8e-6)) ** 4)
  near(studentCdf(-1e6, 2), 1 / (1e12 + 2 + 1e6 * Math.sqrt(1e12 + 2)))
  near(normalCdf(-10), 7.61985302416047e-24)
})

test('known values of the normal distribution', () => {
  close(normalCdf(0), 0.5)
  close(normalCdf(1), 0.8413447460685429)
  close(normalCdf(-2), 0.02275013194817921)
  close(normalCdf(3), 0.9986501019683699)
  expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1])
  expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1])
  close(normalQuantile(0.5), 0)
  close(normalQuantile(0.8413447460685429), 1)
  close(normalQuantile(0.02275013194817921), -2)
  close(normalQuantile(9.865876450376981e-10), -6)
})

test('known values of the gamma function and the beta functions', () => {
  close(logGamma(0.5), Math.log(Math.sqrt(Math.PI)))
  close(logGamma(2), 0)
  close(logGamma(11), Math.log(3_628_800))
  close(logGamma(1e-9), Math.log(1e9) - 0.5772156649015329e-9)
  near(logGamma(171), 706.5730622457874)
  for (const [a, b] of [
    [2, 3],
    [0.5, 60],
    [12, 40],
  ] as const)
    near(logBeta(a, b), logGamma(a) + logGamma(b) - logGamma(a + b))
  close(incompleteBeta(0.3, 1, 4), 1 - 0.7 ** 4)
  close(incompleteBeta(0.3, 4, 1), 0.3 ** 4)
  expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1])
})

test('the middle of a symmetric beta is ½, also where both sides just miss the turning point', () => {
  const above = 0.5 + 2 ** -53 + 2 ** -54
  for (const a of [0.2, 1, 9, 250, 4e5]) {
    close(incompleteBeta(0.5, a, a), 0.5)
    close(incompleteBeta(above, a, a, above), 0.5)
  }
})

test('with very many degrees of freedom t is normal', () => {
  for (const p of [0.001, 0.025, 0.4, 0.9]) near(studentQuantile(p, 1e12), normalQuantile(p), 2e-11)
  near(studentCdf(-2.5, 1e12), normalCdf(-2.5), 2e-11)
})

const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true })
const degrees = fc.oneof(
  fc.integer({ min: 1, max: 500 }),
  fc.double({ min: 0.3, max: 1e6, noNaN: true }),
  fc.constantFrom(0.5, 19.999, 20, 20.001, 1e6),
)

test('quantile and distribution undo each other, for any degrees of freedom', () => {
  fc.assert(
    fc.property(probability, degrees, degrees, (p, d1, d2) => {
      close(fisherCdf(fisherQuantile(p, d1, d2), d1, d2), p)
      close(studentCdf(studentQuantile(p, d1), d1), p)
      close(normalCdf(normalQuantile(p)), p)
    }),
    { numRuns: 300 },
  )
})

test('F turned round is 1/F with the degrees exchanged, and both tails add up', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), degrees, degrees, (f, d1, d2) => {
      close(fisherCdf(f, d1, d2), fisherUpperTail(1 / f, d2, d1))
      close(fisherCdf(f, d1, d2) + fisherUpperTail(f, d1, d2), 1)
    }),
    { numRuns: 300 },
  )
})

test('a larger value is never less probable to stay below', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), degrees, degrees, (x, d1, d2) => {
      const more = x + 0.01
      expect(studentCdf(more, d1)).toBeGreaterThanOrEqual(studentCdf(x, d1) - 1e-14)
      expect(normalCdf(more)).toBeGreaterThanOrEqual(normalCdf(x) - 1e-15)
      expect(fisherCdf(Math.abs(x) + 0.01, d1, d2)).toBeGreaterThanOrEqual(
        fisherCdf(Math.abs(x), d1, d2) - 1e-14,
      )
    }),
  )
})

test('outside the domain there is no number', () => {
  const outside = [
    studentQuantile(0, 3),
    studentQuantile(0.5, -1),
    studentCdf(Number.NaN, 3),
    studentCdf(1, 0),
    normalQuantile(1),
    normalCdf(Number.NaN),
    fisherQuantile(1, 3, 4),
    fisherQuantile(0.5, 0, 4),
    fisherCdf(1, 3, 0),
    fisherUpperTail(1, 0, 3),
    logGamma(0),
  ]
  expect(outside.map(Number.isNaN)).toEqual(outside.map(() => true))
})
