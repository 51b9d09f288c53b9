/** Past this Stirling's series below is exact to the last digit. */
const LARGE = 10

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** Coefficients of 1/x, 1/x³, … in Stirling's series (DLMF 5.11.1). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
]

/** What the leading part of Stirling's formula leaves of ln Γ(x), x ≥ 10. */
export function stirlingRest(x: number): number {
  const square = 1 / (x * x)
  return STIRLING.reduceRight((sum, term) => sum * square + term, 0) / x
}

/** ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1), reached by Γ(x + 1) = xΓ(x); NaN for x ≤ 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shifted = x
  let product = 1
  while (shifted < LARGE) {
    product *= shifted
    shifted += 1
  }
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingRest(shifted)
  return stirling - Math.log(product)
}

/**
 * ln B(a, b) for a and b > 0. With a large argument the leading parts of Stirling's formula are taken together, because the
 * difference of two large logarithms would lose its digits (Didonato & Morris 1992, ACM TOMS 18, algorithm 708).
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  const sum = a + b
  if (large < LARGE) return logGamma(a) + logGamma(b) - logGamma(sum)
  const rest = stirlingRest(large) - stirlingRest(sum)
  const largeShare = (large - 0.5) * Math.log1p(-small / sum)
  if (small < LARGE) return logGamma(small) + rest + small - small * Math.log(sum) + largeShare
  const smallShare = small * Math.log(small / sum) - 0.5 * Math.log(small)
  return HALF_LOG_TWO_PI + stirlingRest(small) + rest + smallShare + largeShare
}
