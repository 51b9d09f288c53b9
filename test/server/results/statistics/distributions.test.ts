import { expect, test } from 'vitest'
import { normalQuantile, studentCdf, studentQuantile } from '#server/results/statistics/distributions.ts'
import { logGamma } from '#server/results/statistics/gamma.ts'
import { incompleteBeta } from '#server/results/statistics/incomplete-beta.ts'

const close = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-10)

test.each([
  ['with one degree of freedom it is Cauchy: tan(π(p − ½))', 0.975, 1, Math.tan(0.475 * Math.PI)],
  ['with two: (2p − 1) √(2 / (4p(1 − p)))', 0.9, 2, 0.8 * Math.sqrt(2 / (4 * 0.9 * 0.1))],
  ['the lower tail mirrors the upper', 0.025, 1, -Math.tan(0.475 * Math.PI)],
  ['the middle is zero', 0.5, 7, 0],
  ['far out in the tail: −1 / tan(πp)', 1e-9, 1, -1 / Math.tan(1e-9 * Math.PI)],
])('the quantile of Student’s t: %s', (_rule, p, df, t) => {
  expect(Math.abs(studentQuantile(p, df) / t - 1) < 1e-10 || studentQuantile(p, df) === t).toBe(true)
})

test.each([
  ['Cauchy', 3, 1, 0.5 + Math.atan(3) / Math.PI],
  ['two degrees of freedom', -1.2, 2, 0.5 - 0.6 / Math.sqrt(2 + 1.44)],
  ['zero', 0, 4.7, 0.5],
])('the distribution of Student’s t: %s', (_rule, t, df, p) => close(studentCdf(t, df), p))

test('quantile and distribution undo each other, also for fractional degrees of freedom', () => {
  for (const df of [0.6, 1, 4.7, 19.71, 199, 1e5]) {
    for (const p of [0.001, 0.025, 0.4, 0.7, 0.999]) close(studentCdf(studentQuantile(p, df), df), p)
  }
})

test('known values of the normal quantile, the gamma function and the incomplete beta function', () => {
  close(normalQuantile(0.5), 0)
  close(normalQuantile(0.8413447460685429), 1)
  close(normalQuantile(0.02275013194817921), -2)
  close(normalQuantile(9.865876450376981e-10), -6)
  close(logGamma(0.5), Math.log(Math.sqrt(Math.PI)))
  close(logGamma(11), Math.log(3_628_800))
  close(incompleteBeta(0.3, 1, 4), 1 - 0.7 ** 4)
  close(incompleteBeta(0.3, 4, 1), 0.3 ** 4)
  expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1])
})

test('outside the domain there is no number', () => {
  expect(studentQuantile(0, 3)).toBeNaN()
  expect(studentQuantile(0.5, -1)).toBeNaN()
  expect(normalQuantile(1)).toBeNaN()
})
