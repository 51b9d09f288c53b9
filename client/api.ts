import type {
  ChangePassword,
  ChoosePassword,
  InvitationWelcome,
  InviteMember,
  MemberInvitation,
  Members,
  Outbox,
  Role,
  Session,
  SetUp,
  SignIn,
} from '#server/access/contract.ts'
import type {
  AddUnit,
  AddUnits,
  ChangeUnit,
  Preparation,
  Unit,
  UnitsAdded,
} from '#server/organisations/contract.ts'
import type { ApiDocument } from './help/api-document.ts'

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
  /** On a version conflict: what the other one stored. */
  readonly current: unknown

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.code)
    this.status = status
    this.code = problem.code
    this.requestId = problem.requestId
    this.faults = problem.errors ?? []
    this.retryAfter = retryAfter
    this.current = problem.current
  }
}

interface Problem {
  code: string
  requestId?: string
  errors?: Fault[]
  current?: unknown
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

// One line per server call.
export const getSession = () => call<Session>('GET', '/api/session')
export const signIn = (body: SignIn) => call<Session>('POST', '/api/session', body)
export const signOut = () => call<void>('DELETE', '/api/session')
export const signInDemo = (role: Role) => call<Session>('POST', '/api/demo-session', { role })
export const changePassword = (body: ChangePassword) => call<void>('PUT', '/api/account/password', body)
export const askPasswordReset = (email: string) => call<void>('POST', '/api/password-resets', { email })
export const resetPassword = (body: ChoosePassword) => call<void>('PUT', '/api/password-resets', body)
export const checkSetup = (secret: string) => call<void>('POST', '/api/setup-lookups', { secret })
export const setUp = (body: SetUp) => call<Session>('POST', '/api/setup', body)
export const getMembers = () => call<Members>('GET', '/api/members')
export const endAccess = (id: string) => call<void>('DELETE', `/api/members/${id}`)
export const inviteMember = (body: InviteMember) =>
  call<MemberInvitation>('POST', '/api/member-invitations', body)
export const withdrawInvitation = (id: string) => call<void>('DELETE', `/api/member-invitations/${id}`)
export const lookUpInvitation = (secret: string) =>
  call<InvitationWelcome>('POST', '/api/invitation-lookups', { secret })
export const acceptInvitation = (body: ChoosePassword) =>
  call<Session>('POST', '/api/invitation-acceptances', body)
export const getOutbox = () => call<Outbox>('GET', '/api/mails')

export const listUnits = () => call<Unit[]>('GET', '/api/units')
export const addUnit = (body: AddUnit) => call<Unit>('POST', '/api/units', body)
export const addUnits = (body: AddUnits) => call<UnitsAdded>('POST', '/api/unit-lists', body)
export const changeUnit = (id: string, body: ChangeUnit) => call<Unit>('PATCH', `/api/units/${id}`, body)
export const mergeUnit = (id: string, intoId: string) =>
  call<Unit>('POST', `/api/units/${id}/merges`, { intoId })
export const removeUnit = (id: string) => call<void>('DELETE', `/api/units/${id}`)
export const savePreparation = (body: Preparation) => call<Preparation>('PUT', '/api/preparation', body)

export const getApiDocument = () => call<ApiDocument>('GET', '/api/openapi.json')
