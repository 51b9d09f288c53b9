import type { Questionnaire, SubmitResponse } from '#server/responses/contract.ts'
import type { Away } from './outbox.ts'

const LONGEST_WAIT = 20_000
const REFUSALS = [
  'unknown-code',
  'scan-closed',
  'scan-not-open',
  'already-submitted',
  'link-full',
  'invalid-input',
  'invalid-text',
  'too-large',
] as const

export interface Refused {
  state: 'refused'
  code: (typeof REFUSALS)[number] | 'too-many-requests'
  opensAt?: string | undefined
}
type Opened = { state: 'open'; questionnaire: Questionnaire } | Refused | Away
type Sent = { state: 'received' } | Refused | Away

export async function openQuestionnaire(code: string): Promise<Opened> {
  const answer = await post<Questionnaire>('/api/questionnaires', { code })
  if ('yes' in answer) return { state: 'open', questionnaire: answer.yes }
  return answer.code === 'too-many-requests' ? { state: 'refused', code: answer.code } : toRefusal(answer)
}

export async function sendResponse(submission: SubmitResponse): Promise<Sent> {
  const answer = await post<{ state?: string }>('/api/responses', submission)
  if ('yes' in answer) return answer.yes.state === 'received' ? { state: 'received' } : { state: 'away' }
  return toRefusal(answer)
}

/** The browser is asked to drop what it kept of us by itself, for a device that others use too. */
export async function dropTraces(): Promise<void> {
  // without credentials a browser would not obey
  await fetch('/api/device-traces', { method: 'DELETE', credentials: 'same-origin' }).catch(() => undefined)
}

interface No {
  code?: string
  current?: { opensAt?: string }
  retryAfter: number | undefined
}

/** What is not a clear no from our own server is "away": a proxy, a login page of a network, a fault of ours. */
function toRefusal({ code, current, retryAfter }: No): Refused | Away {
  const refusal = REFUSALS.find((known) => known === code)
  return refusal
    ? { state: 'refused', code: refusal, opensAt: current?.opensAt }
    : { state: 'away', retryAfter }
}

export async function post<Yes>(path: string, body: unknown): Promise<{ yes: Yes } | No> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), LONGEST_WAIT)
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
      body: JSON.stringify(body),
      signal: abort.signal,
    })
    const json = await response.json()
    if (response.ok) return { yes: json }
    return { ...json, retryAfter: Number(response.headers.get('retry-after')) || undefined }
  } catch {
    return { retryAfter: undefined }
  } finally {
    clearTimeout(timer)
  }
}
