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
import type { CommentBlocks, CommentQueue, JudgeComment, JudgedComment } from '#server/comments/contract.ts'
import type { FollowUp, HomeState, PlanChanges } from '#server/follow-ups/contract.ts'
import type {
  AddUnit,
  AddUnits,
  ChangeUnit,
  Preparation,
  Unit,
  UnitsAdded,
} from '#server/organisations/contract.ts'
import type { PaperForm, PaperOutcome, PaperPreview } from '#server/paper-answers/contract.ts'
import type {
  Action,
  AddAction,
  AddEvent,
  AddWaiver,
  ChangeAction,
  ChangeChecks,
  ChangePlan,
  OwnAction,
  OwnActionCalendar,
  OwnActionChecks,
  OwnActionEvent,
  OwnerLink,
  Plan,
  Plans,
  SetPriority,
  Suggestions,
} from '#server/plans/contract.ts'
import type { ProgrammeFigures } from '#server/programme/contract.ts'
import type { Forecast, Method as HowMade, Publication } from '#server/results/contract.ts'
import type {
  ChangedSettings,
  DistributedGroup,
  DistributionSheet,
  GroupCodes,
  GroupMessages,
  NewGroup,
  NewScan,
  Progress,
  Scan,
  ScanDraft,
} from '#server/scans/contract.ts'
import type { InstrumentSummary } from '#server/surveys/contract.ts'
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

/** A body that is text already needs its type; anything else travels as JSON. */
export async function call<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  textType?: string,
): Promise<Answer> {
  const response = await send(method, path, body, textType)
  if (!response.ok) throw signOutWhenNeeded(await refusal(response))
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

async function send(method: Method, path: string, body: unknown, textType?: string): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = textType ?? 'application/json'
  const text = textType ? String(body) : body === undefined ? undefined : JSON.stringify(body)
  try {
    return await fetch(path, { method, headers, credentials: 'same-origin', body: text })
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

export const listInstruments = () => call<InstrumentSummary[]>('GET', '/api/instruments')
export const listScans = () => call<Scan[]>('GET', '/api/scans')
export const getScan = (id: string) => call<Scan>('GET', `/api/scans/${id}`)
export const newScan = (body: NewScan) => call<ScanDraft>('POST', '/api/scans', body)
export const getDraft = (id: string) => call<ScanDraft>('GET', `/api/scans/${id}/draft`)
export const saveSettings = (id: string, body: ChangedSettings) =>
  call<ScanDraft>('PUT', `/api/scans/${id}/settings`, body)
export const removeScan = (id: string) => call<void>('DELETE', `/api/scans/${id}`)
export const getForecast = (id: string) => call<Forecast>('GET', `/api/scans/${id}/forecast`)
export const launchScan = (id: string, version: number) =>
  call<Scan>('POST', `/api/scans/${id}/launch`, { version })
export const getProgress = (id: string) => call<Progress>('GET', `/api/scans/${id}/progress`)
export const extendScan = (id: string, version: number, closesOn: string) =>
  call<Scan>('PATCH', `/api/scans/${id}`, { version, closesOn })
export const getDistribution = (id: string) => call<DistributionSheet>('GET', `/api/scans/${id}/distribution`)
export const addGroup = (id: string, body: NewGroup) =>
  call<DistributedGroup>('POST', `/api/scans/${id}/groups`, body)
export const growGroup = (id: string, groupId: string, invited: number) =>
  call<DistributedGroup>('PATCH', `/api/scans/${id}/groups/${groupId}`, { invited })
export const getGroupMessages = (id: string, groupId: string) =>
  call<GroupMessages>('GET', `/api/scans/${id}/groups/${groupId}/messages`)
export const getGroupCodes = (id: string, groupId: string) =>
  call<GroupCodes>('GET', `/api/scans/${id}/groups/${groupId}/codes`)
export const linksCsvPath = (id: string, language: string) =>
  `/api/scans/${id}/distribution.csv?language=${language}`
export const codesCsvPath = (id: string, groupId: string, language: string) =>
  `/api/scans/${id}/groups/${groupId}/codes.csv?language=${language}`

const CSV = 'text/csv; charset=utf-8'
export const getPaperForm = (scanId: string) =>
  call<PaperForm>('GET', `/api/scans/${scanId}/paper-answers/form`)
export const paperTemplatePath = (scanId: string, language: string) =>
  `/api/scans/${scanId}/paper-answers/template?language=${language}`
export const previewPaperAnswers = (scanId: string, csv: string) =>
  call<PaperPreview>('POST', `/api/scans/${scanId}/paper-answers/previews`, csv, CSV)
export const storePaperAnswers = (scanId: string, csv: string) =>
  call<PaperOutcome>('POST', `/api/scans/${scanId}/paper-answers`, csv, CSV)

export const getHome = () => call<HomeState>('GET', '/api/home')

export const listPlans = () => call<Plans>('GET', '/api/plans')
export const startPlan = (scanId: string) => call<Plan>('POST', `/api/scans/${scanId}/plan`)
export const getPlan = (id: string) => call<Plan>('GET', `/api/plans/${id}`)
export const changePlan = (id: string, body: ChangePlan) => call<Plan>('PUT', `/api/plans/${id}`, body)
export const setPriority = (id: string, dimensionId: string, body: SetPriority) =>
  call<Plan>('PUT', `/api/plans/${id}/priorities/${dimensionId}`, body)
export const getSuggestions = (id: string, dimensionId: string) =>
  call<Suggestions>('GET', `/api/plans/${id}/suggestions?dimension=${encodeURIComponent(dimensionId)}`)
export const planCalendarPath = (id: string) => `/api/plans/${id}/calendar.ics`
export const addAction = (planId: string, body: AddAction) =>
  call<Action>('POST', `/api/plans/${planId}/actions`, body)
export const changeAction = (id: string, body: ChangeAction) =>
  call<Action>('PUT', `/api/actions/${id}`, body)
export const addEvent = (id: string, body: AddEvent) =>
  call<Action>('POST', `/api/actions/${id}/events`, body)
export const changeChecks = (id: string, body: ChangeChecks) =>
  call<Action>('PUT', `/api/actions/${id}/checks`, body)
export const waivePrerequisite = (id: string, body: AddWaiver) =>
  call<Action>('POST', `/api/actions/${id}/waivers`, body)
export const makeOwnerLink = (id: string) => call<OwnerLink>('POST', `/api/actions/${id}/links`)
export const revokeOwnerLinks = (id: string) => call<Action>('DELETE', `/api/actions/${id}/links`)
export const actionCalendarPath = (id: string) => `/api/actions/${id}/calendar.ics`

export const lookUpOwnAction = (secret: string) =>
  call<OwnAction>('POST', '/api/own-actions/lookups', { secret })
export const reportOwnAction = (body: OwnActionEvent) =>
  call<OwnAction>('POST', '/api/own-actions/events', body)
export const changeOwnChecks = (body: OwnActionChecks) =>
  call<OwnAction>('PUT', '/api/own-actions/checks', body)
export const getOwnCalendar = (secret: string) =>
  call<OwnActionCalendar>('POST', '/api/own-actions/calendars', { secret })

export const getFollowUp = (scanId: string) => call<FollowUp>('GET', `/api/scans/${scanId}/follow-up`)
export const getPlanChanges = (planId: string) => call<PlanChanges>('GET', `/api/plans/${planId}/changes`)

export const getProgrammeFigures = () => call<ProgrammeFigures>('GET', '/api/programme/figures')

export const closeScan = (id: string) => call<Publication>('POST', `/api/scans/${id}/closure`)
export const getResults = (scanId: string) => call<Publication>('GET', `/api/scans/${scanId}/results`)
export const getMethod = (scanId: string) => call<HowMade>('GET', `/api/scans/${scanId}/method`)
export const resultsCsvPath = (scanId: string, language: string) =>
  `/api/scans/${scanId}/results.csv?language=${language}`

export const getCommentQueue = (scanId: string) => call<CommentQueue>('GET', `/api/scans/${scanId}/comments`)
export const judgeComment = (scanId: string, id: string, body: JudgeComment) =>
  call<JudgedComment>('PATCH', `/api/scans/${scanId}/comments/${id}`, body)
export const publishComments = (scanId: string) =>
  call<CommentBlocks>('POST', `/api/scans/${scanId}/comment-publication`)
export const getCommentBlocks = (scanId: string) =>
  call<CommentBlocks>('GET', `/api/scans/${scanId}/comment-blocks`)

export const getApiDocument = () => call<ApiDocument>('GET', '/api/openapi.json')
