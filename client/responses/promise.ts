import type { AnswerPromise } from '#server/privacy/contract.ts'
import { post } from './server.ts'
import type { WhatHappens } from './WhatHappens.tsx'

export interface WhatHolds {
  promise: AnswerPromise
  Page: typeof WhatHappens
}

const read = new Map<string, Promise<WhatHolds>>()

/** The promise for this code and the page that tells it; read once, and without network as this device kept it. */
export function readPromise(code: string, kept?: AnswerPromise): Promise<WhatHolds> {
  const known = read.get(code)
  if (known) return known
  const reading = fetchBoth(code, kept)
  read.set(code, reading)
  reading.catch(() => read.delete(code))
  return reading
}

async function fetchBoth(code: string, kept: AnswerPromise | undefined): Promise<WhatHolds> {
  const [{ WhatHappens: Page }, answer] = await Promise.all([
    import('./WhatHappens.tsx'),
    post<AnswerPromise>('/api/answer-promises', { code }),
  ])
  const promise = 'yes' in answer ? answer.yes : kept
  if (!promise) throw new Error('the promise did not come')
  return { promise, Page }
}
