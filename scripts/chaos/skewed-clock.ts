/** Loaded before the program: its machine's clock is ahead by so much. */
const aheadMs = Number(process.env.CHAOS_AHEAD_MS)
const TrueDate = Date

class SkewedDate extends TrueDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(TrueDate.now() + aheadMs)
    else super(...(given as [number]))
  }

  static override now(): number {
    return TrueDate.now() + aheadMs
  }
}

globalThis.Date = SkewedDate as DateConstructor
