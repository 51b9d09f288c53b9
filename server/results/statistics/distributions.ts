/**
 * Distribution functions in double precision; against R 4.2.2 within 1e-10 (absolute). Every function is total on its type:
 * outside its domain (a negative df, p outside 0..1) it answers NaN, which the callers in this folder rule out beforehand.
 */

/** Lanczos approximation, g = 7 and 9 terms (Godfrey's coefficients, 2001), x > 0; relative error about 1e-15. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const base = shifted + 7.5
  const series = LANCZOS.reduce((sum, term, index) => sum + term / (shifted + index + 1), 0.9999999999998099)
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(base) - base + Math.log(series)
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/**
 * Regularised incomplete beta function I_x(a, b), 0 ≤ x ≤ 1, a and b > 0: continued fraction DLMF 8.17.22, evaluated by
 * Lentz's method as modified by Thompson & Barnett (1986).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const logFactor = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)
  return (Math.exp(logFactor) / a) * betaFraction(x, a, b)
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

const TINY = 1e-300
const away = (value: number) => (Math.abs(value) < TINY ? TINY : value)

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return fraction
}

/** P(T ≤ t) for Student's t with df > 0 degrees of freedom, which need not be whole (Abramowitz & Stegun 26.7.1). */
export function studentCdf(t: number, df: number): number {
  const tail = lowerTail(Math.abs(t), df)
  return t > 0 ? 1 - tail : tail
}

/** P(T ≤ −t), t ≥ 0. Near zero the complement is used, which keeps all digits when df is large. */
function lowerTail(t: number, df: number): number {
  const square = t * t
  return square < df
    ? 0.5 - 0.5 * incompleteBeta(square / (df + square), 0.5, df / 2)
    : 0.5 * incompleteBeta(df / (df + square), df / 2, 0.5)
}

/** The t with P(T ≤ t) = p, 0 < p < 1: Newton steps from the normal quantile, kept inside a bracket that halves. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  let low = 0
  let high = 1
  while (lowerTail(high, df) > tail) {
    low = high
    high *= 2
  }
  let t = Math.min(Math.max(-normalQuantile(tail), low), high)
  for (let step = 0; step < 200; step++) {
    const miss = lowerTail(t, df) - tail
    if (miss > 0) low = t
    else high = t
    const newton = t + miss / studentDensity(t, df)
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - t) <= 1e-15 * t) break
    t = next
  }
  return p < 0.5 ? -t : t
}

function studentDensity(t: number, df: number): number {
  return Math.exp(-0.5 * Math.log(df) - logBeta(0.5, df / 2) - ((df + 1) / 2) * Math.log1p((t * t) / df))
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
