import { lowerOdds, oddsQuantile, upperOdds } from './beta-odds.ts'

/**
 * Distribution functions in double precision; against R 4.2.2 within 1e-10 (absolute). Every function is total on its
 * type: outside its domain (degrees of freedom ≤ 0, p outside 0..1) it answers NaN, which the callers in this folder
 * rule out beforehand.
 */

/** P(T ≤ t) for Student's t with df > 0 degrees of freedom, which need not be whole (Abramowitz & Stegun 26.7.1). */
export function studentCdf(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN
  const tail = 0.5 * upperOdds((t / df) * t, 0.5, df / 2)
  return t > 0 ? 1 - tail : tail
}

/** The t with P(T ≤ t) = p, 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN
  if (p === 0.5) return 0
  const outside = 2 * Math.min(p, 1 - p)
  const t = Math.sqrt(df * oddsQuantile(1 - outside, outside, 0.5, df / 2))
  return p < 0.5 ? -t : t
}

/** P(F ≤ f) for Fisher's F with d1 and d2 > 0 degrees of freedom (Abramowitz & Stegun 26.6.2); 0 for f ≤ 0. */
export function fisherCdf(f: number, d1: number, d2: number): number {
  if (Number.isNaN(f) || !(d1 > 0 && d2 > 0)) return Number.NaN
  return f <= 0 ? 0 : lowerOdds((d1 / d2) * f, d1 / 2, d2 / 2)
}

/** P(F > f), with all its digits when it is tiny. */
export function fisherUpperTail(f: number, d1: number, d2: number): number {
  if (Number.isNaN(f) || !(d1 > 0 && d2 > 0)) return Number.NaN
  return f <= 0 ? 1 : upperOdds((d1 / d2) * f, d1 / 2, d2 / 2)
}

/** The f with P(F ≤ f) = p, 0 < p < 1. */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  if (!(p > 0 && p < 1 && d1 > 0 && d2 > 0)) return Number.NaN
  return (d2 / d1) * oddsQuantile(p, 1 - p, d1 / 2, d2 / 2)
}

/**
 * P(Z ≤ z) for the standard normal distribution: a series without cancellation near zero (Abramowitz & Stegun 26.2.11), a
 * continued fraction in the tails (26.2.14), so that small probabilities keep their digits.
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z)
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  if (size < 3) return 0.5 + density * centralSeries(z)
  const tail = density / tailFraction(size)
  return z > 0 ? 1 - tail : tail
}

/** z + z³/3 + z⁵/(3·5) + … */
function centralSeries(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

/** z + 1/(z + 2/(z + 3/(z + …))), z ≥ 3. */
function tailFraction(z: number): number {
  let fraction = z
  for (let depth = 120; depth >= 1; depth--) fraction = z + depth / fraction
  return fraction
}

/** The z with P(Z ≤ z) = p, 0 < p < 1 (Wichura 1988, Applied Statistics 37, algorithm AS 241, PPND16; about 1e-16). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return Number.NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r)
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  const z =
    r <= 5
      ? polynomial(MIDDLE_ABOVE, r - 1.6) / polynomial(MIDDLE_BELOW, r - 1.6)
      : polynomial(TAIL_ABOVE, r - 5) / polynomial(TAIL_BELOW, r - 5)
  return q < 0 ? -z : z
}

function polynomial(coefficients: number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
}

const CENTRE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
]
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
]
const MIDDLE_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
]
const MIDDLE_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const TAIL_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const TAIL_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
]
