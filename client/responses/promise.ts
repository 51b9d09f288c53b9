import type { AnswerPromise } from '#server/privacy/contract.ts'
import { post } from './server.ts'
import type { WhatHappens } from './WhatHappens.tsx'

export interface WhatHolds {
  promise: AnswerPromise
  Page: typeof WhatHappens
}

const read = new Map<string, Promise<WhatHolds>>()

/** The promise for this code and the page that tells it; read once, so that it is also there when the network has gone. */
export function readPromise(code: string): Promise<WhatHolds> {
  const known = read.get(code)
  if (known) return known
  const reading = fetchBoth(code)
  read.set(code, reading)
  reading.catch(() => read.delete(code))
  return reading
}

async function fetchBoth(code: string): Promise<WhatHolds> {
  const [{ WhatHappens: Page }, answer] = await Promise.all([
    import('./WhatHappens.tsx'),
    post<AnswerPromise>('/api/answer-promises', { code }),
  ])
  if (!('yes' in answer)) throw new Error('the promise did not come')
  return { promise: answer.yes, Page }
}
