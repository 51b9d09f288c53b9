import { type Database, within } from '../database.ts'
import type { Place } from './chain.ts'
import { findHash, listChains } from './queries.ts'
import { checkChain } from './read.ts'

/** Checks every chain from its beginning, and whether the places that were noted down elsewhere are still what they were. */
export async function verifyChains(
  db: Database,
  expected: readonly string[],
): Promise<{ lines: string[]; isSound: boolean }> {
  return within(db, { scope: 'system' }, async (trx) => {
    const lines: string[] = []
    let isSound = true
    for (const chainId of await listChains(trx)) {
      const place = await checkChain(trx, chainId)
      lines.push(wordsOf(chainId, place))
      isSound &&= place.state === 'whole'
    }
    for (const noted of expected) {
      const [chainId = '', position = '', hash = ''] = noted.split(':')
      const found = /^[0-9a-f-]{36}$/.test(chainId)
        ? await findHash(trx, chainId, Number(position) || 0)
        : undefined
      const isSame = found !== undefined && hash !== '' && found.toString('hex') === hash
      lines.push(`${isSame ? 'As noted down' : 'NOT AS NOTED DOWN'}: ${noted}`)
      isSound &&= isSame
    }
    if (lines.length === 0) lines.push('The log is empty.')
    return { lines, isSound }
  })
}

/** The end of a whole chain is in the form that `--expect` takes. */
function wordsOf(chainId: string, place: Place): string {
  if (place.state === 'whole') return `Whole: ${chainId}:${place.position}:${place.hash.toString('hex')}`
  const what = place.reason === 'missing' ? 'is missing' : 'was changed'
  return `BROKEN: ${chainId}: entry ${place.position} ${what}`
}
