import { vi } from 'vitest'

const { waitFor } = vi

/** A busy machine needs more than the second that vitest gives, and a quick one less than fifty milliseconds between two looks. */
vi.waitFor = (look, options) =>
  waitFor(look, {
    timeout: 20_000,
    interval: 10,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })
