export interface Fault {
  path: string
  code: string
}

/** What the server refused, or the network: `code` has words in text/…/errors.json. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly faults: Fault[]
  readonly retryAfter: number | undefined

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.code)
    this.status = status
    this.code = problem.code
    this.requestId = problem.requestId
    this.faults = problem.errors ?? []
    this.retryAfter = retryAfter
  }
}

interface Problem {
  code: string
  requestId?: string
  errors?: Fault[]
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export async function call<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await send(method, path, body)
  if (!response.ok) throw signOutWhenNeeded(await refusal(response))
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const json = body === undefined ? undefined : JSON.stringify(body)
  try {
    return await fetch(path, { method, headers, credentials: 'same-origin', body: json })
  } catch {
    throw new ApiError(0, { code: 'offline' })
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}))
  const retryAfter = Number(response.headers.get('retry-after')) || undefined
  return new ApiError(response.status, { ...problem, code: problem.code ?? 'unexpected' }, retryAfter)
}

function signOutWhenNeeded(error: ApiError): ApiError {
  const here = globalThis.location
  if (error.code === 'signed-out' && here && here.pathname !== '/sign-in') {
    here.assign(signInPath(here.pathname + here.search))
  }
  return error
}

export function signInPath(returnPath: string): string {
  return returnPath === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(returnPath)}`
}

export type Session =
  | { state: 'signed-out'; setupNeeded: boolean; demo: boolean }
  | {
      state: 'signed-in'
      name: string
      email: string
      role: 'messenger' | 'manager'
      organisation: { id: string; name: string }
      unitId: string | null
      demo: boolean
    }

// One line per server call.
export const getSession = () => call<Session>('GET', '/api/session')
export const signOut = () => call<void>('DELETE', '/api/session')
