import { agreement, agreementSingle } from './agreement.ts'
import { benchmark } from './benchmark.ts'
import type { Kind } from './block.ts'
import { changeIndependent, changePaired } from './change.ts'
import { distributions } from './distributions.ts'
import { icc } from './icc.ts'
import { meanIntervals } from './mean-interval.ts'
import { quickScan } from './quick-scan.ts'
import { reliability } from './reliability.ts'
import { representativenessOf } from './representativeness.ts'
import { suppression } from './suppression.ts'

/** By the name that a block gives its kind. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['reliability', reliability],
  ['agreement', agreement],
  ['agreement-single', agreementSingle],
  ['icc', icc],
  ['change-independent', changeIndependent],
  ['change-paired', changePaired],
  ['quick-scan', quickScan],
  ['mean-interval', meanIntervals],
  ['representativeness', representativenessOf],
  ['benchmark', benchmark],
  ['distributions', distributions],
  ['suppression', suppression],
])
