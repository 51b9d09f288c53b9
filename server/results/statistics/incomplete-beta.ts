import { logBeta, stirlingRest } from './gamma.ts'

/**
 * Regularised incomplete beta function I_x(a, b), 0 ≤ x ≤ 1, a and b > 0: continued fraction of Didonato & Morris (1992,
 * ACM TOMS 18, algorithm 708), evaluated by Lentz's method as modified by Thompson & Barnett (1986). Whoever knows y = 1
 * − x exactly gives it, to keep all digits near x = 1.
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  return x > (a + 1) / (a + b + 2) ? 1 - ofFraction(y, b, a, x) : ofFraction(x, a, b, y)
}

function ofFraction(x: number, a: number, b: number, y: number): number {
  return Math.min(1, betaPower(x, a, b, y) / betaFraction(x, a, b, y))
}

/** xᵃ yᵇ / B(a, b), which is also the slope of I_x(a, b) along ln(x/y). */
export function betaPower(x: number, a: number, b: number, y: number): number {
  if (Math.min(a, b) >= 10) return powerAroundMean(x, a, b, y)
  return Math.exp(a * logShare(x, y) + b * logShare(y, x) - logBeta(a, b))
}

const logShare = (share: number, rest: number) => (share < 0.5 ? Math.log(share) : Math.log1p(-rest))

/** Large a and b: measured from the mean a/(a + b), so that no large logarithms are subtracted (Loader 2000). */
function powerAroundMean(x: number, a: number, b: number, y: number): number {
  const apart = b * x - a * y
  const exponent = a * curve(apart / a) + b * curve(-apart / b)
  const rest = stirlingRest(a + b) - stirlingRest(a) - stirlingRest(b)
  return Math.sqrt((a / (a + b)) * (b / (2 * Math.PI))) * Math.exp(rest - exponent)
}

const curve = (u: number) => u - Math.log1p(u)

const TINY = 1e-300
const away = (value: number) => (Math.abs(value) < TINY ? TINY : value)

/** Its first term, and the differences, are taken from whichever of x and y is small. */
function betaFraction(x: number, a: number, b: number, y: number): number {
  const lead = 1 + (x < 0.5 ? a - (a + b) * x : (a + b) * y - b)
  let fraction = away((a / (a + 1)) * lead)
  let c = fraction
  let d = 0
  for (let n = 1; n <= 100_000; n++) {
    const step = n * (b - n) * x
    const size = a + 2 * n - 1
    const above = (((a + n - 1) / size) * (a + b + n - 1) * step * x) / size
    const below = n + step / size + ((a + n) / (size + 2)) * (lead + n * (1 + y))
    d = 1 / away(below + above * d)
    c = away(below + above / c)
    fraction *= c * d
    if (Math.abs(c * d - 1) < 3e-16) break
  }
  return fraction
}
