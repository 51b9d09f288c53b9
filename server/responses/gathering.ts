interface Waiting<Piece, Outcome> {
  piece: Piece
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

interface GatheringOptions {
  /** Bundles under way at the same time. */
  atOnce: number
  /** Pieces in one bundle. */
  most: number
  /** After this fault of a bundle each piece is stored alone, so that one bad piece does not take others along. */
  isOfOnePiece(error: unknown): boolean
}

/**
 * Stores a piece at once while little is under way, and what piles up meanwhile as one bundle: one transaction for
 * many who send at the same moment, without making anyone wait. Outcomes come in the order of the pieces.
 */
export function newGathering<Piece, Outcome>(
  store: (pieces: Piece[]) => Promise<Outcome[]>,
  { atOnce, most, isOfOnePiece }: GatheringOptions,
): (piece: Piece) => Promise<Outcome> {
  const waiting: Waiting<Piece, Outcome>[] = []
  let underWay = 0

  const settle = async (bundle: Waiting<Piece, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await store(bundle.map(({ piece }) => piece))
      for (const [index, { resolve }] of bundle.entries()) resolve(outcomes[index] as Outcome)
    } catch (error) {
      const alone = bundle.length > 1 && isOfOnePiece(error)
      for (const one of bundle) await (alone ? settle([one]) : one.reject(error))
    }
  }
  const goOn = (): void => {
    if (underWay >= atOnce || waiting.length === 0) return
    underWay++
    void settle(waiting.splice(0, most)).finally(() => {
      underWay--
      goOn()
    })
  }
  return (piece) =>
    new Promise((resolve, reject) => {
      waiting.push({ piece, resolve, reject })
      goOn()
    })
}
