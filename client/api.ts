import type {
  BackupCodes,
  ChangeEmail,
  ChangeMember,
  ChangePassword,
  ChoosePassword,
  DemoSignIn,
  InvitationWelcome,
  InviteMember,
  MemberInvitation,
  MemberLine,
  Members,
  Outbox,
  OwnSessions,
  Proof,
  SecondFactorCode,
  SecondFactorSetup,
  SecondFactorState,
  Session,
  SetUp,
  SignIn,
  SignOnProviders,
  SignOnStart,
  StartSignOn,
} from '#server/access/contract.ts'
import type { AuditCheck, AuditLog } from '#server/audit-log/contract.ts'
import type { CommentBlocks, CommentQueue, JudgeComment, JudgedComment } from '#server/comments/contract.ts'
import type { FollowUp, HomeState, PlanChanges } from '#server/follow-ups/contract.ts'
import type { CompleteHandover, Handover } from '#server/handover/contract.ts'
import type {
  AddUnit,
  AddUnits,
  ChangeOrganisationSettings,
  ChangeUnit,
  OrganisationSettings,
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
import type {
  ChangePrivacySettings,
  LeaveRegie,
  OpenLinks,
  OwnRecord,
  PrivacyPage,
  PrivacySettings,
  PrivacyStatement,
  Retention,
} from '#server/privacy/contract.ts'
import type {
  Benchmark,
  ChangeListed,
  InviteMessenger,
  InviteOffice,
  NewOrganisation,
  NewRegion,
  Offices,
  OfficeWelcome,
  OrganisationList,
  OrganisationPage,
  ProgrammeFigures,
  Region,
  RegionHome,
  RegionOrganisation,
  Sharing,
} from '#server/programme/contract.ts'
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
    here.assign(signInPath(here.pathname + here.search, 'signed-out'))
  }
  return error
}

/** Why somebody who did not ask for it is at the sign-in page. */
export type Parting = 'signed-out' | 'signed-out-everywhere' | 'new-role' | 'handed-over' | 'removed'

export function signInPath(returnPath: string, because?: Parting): string {
  const told = { ...(because && { because }), ...(returnPath !== '/' && { return: returnPath }) }
  const query = new URLSearchParams(told).toString()
  return query === '' ? '/sign-in' : `/sign-in?${query}`
}

// One line per server call.
export const getSession = () => call<Session>('GET', '/api/session')
export const signIn = (body: SignIn) => call<Session>('POST', '/api/session', body)
export const passSecondFactor = (body: SecondFactorCode) =>
  call<Session>('POST', '/api/session/second-factor', body)
export const getSecondFactor = () => call<SecondFactorState>('GET', '/api/account/second-factor')
export const startSecondFactor = () => call<SecondFactorSetup>('POST', '/api/account/second-factor-setups')
export const confirmSecondFactor = (body: SecondFactorCode) =>
  call<BackupCodes>('PUT', '/api/account/second-factor', body)
export const renewBackupCodes = (body: Proof) => call<BackupCodes>('POST', '/api/account/backup-codes', body)
export const removeSecondFactor = (body: Proof) =>
  call<void>('POST', '/api/account/second-factor-removals', body)
export const getOwnSessions = () => call<OwnSessions>('GET', '/api/account/sessions')
export const endSession = (id: string) => call<void>('DELETE', `/api/account/sessions/${id}`)
export const endAllSessions = () => call<void>('DELETE', '/api/account/sessions')
export const signOut = () => call<void>('DELETE', '/api/session')
export const signInDemo = (role: DemoSignIn['role']) => call<Session>('POST', '/api/demo-session', { role })
export const changePassword = (body: ChangePassword) => call<void>('PUT', '/api/account/password', body)
export const askPasswordReset = (email: string) => call<void>('POST', '/api/password-resets', { email })
export const resetPassword = (body: ChoosePassword) => call<void>('PUT', '/api/password-resets', body)
export const askSignInLink = (email: string) => call<void>('POST', '/api/sign-in-links', { email })
export const openSignInLink = (secret: string) => call<Session>('PUT', '/api/sign-in-links', { secret })
export const listSignOnProviders = () => call<SignOnProviders>('GET', '/api/single-sign-on/providers')
export const startSignOn = (providerId: string, body: StartSignOn = {}) =>
  call<SignOnStart>('POST', `/api/single-sign-on/providers/${providerId}/journeys`, body)
export const finishSignOn = (providerId: string, answer: string) =>
  call<Session>('POST', `/api/single-sign-on/providers/${providerId}/sessions`, { answer })
export const askEmailChange = (body: ChangeEmail) => call<void>('POST', '/api/account/email-changes', body)
export const confirmEmailChange = (secret: string) => call<void>('PUT', '/api/email-changes', { secret })
export const checkSetup = (secret: string) => call<void>('POST', '/api/setup-lookups', { secret })
export const setUp = (body: SetUp) => call<Session>('POST', '/api/setup', body)
export const getMembers = () => call<Members>('GET', '/api/members')
export const changeMember = (id: string, body: ChangeMember) =>
  call<MemberLine>('PATCH', `/api/members/${id}`, body)
export const endAccess = (id: string) => call<void>('DELETE', `/api/members/${id}`)
export const inviteMember = (body: InviteMember) =>
  call<MemberInvitation>('POST', '/api/member-invitations', body)
export const withdrawInvitation = (id: string) => call<void>('DELETE', `/api/member-invitations/${id}`)
export const renewInvitation = (id: string) =>
  call<MemberInvitation>('POST', `/api/member-invitations/${id}/links`)
export const lookUpInvitation = (secret: string) =>
  call<InvitationWelcome>('POST', '/api/invitation-lookups', { secret })
export const acceptInvitation = (body: ChoosePassword) =>
  call<Session>('POST', '/api/invitation-acceptances', body)
export const acceptAsSignedIn = (secret: string) =>
  call<void>('POST', '/api/own-invitation-acceptances', { secret })
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

export const getOwnOrganisation = () => call<OrganisationSettings>('GET', '/api/organisation')
export const changeOwnOrganisation = (body: ChangeOrganisationSettings) =>
  call<OrganisationSettings>('PUT', '/api/organisation', body)
export const getHandover = () => call<Handover>('GET', '/api/handover')
export const completeHandover = (body: CompleteHandover) => call<void>('POST', '/api/handovers', body)

/** The log of the own organisation, or that of the programme. */
export type LogOf = 'organisation' | 'programme'
const logPath = (of: LogOf) => (of === 'programme' ? '/api/programme/audit-log' : '/api/audit-log')
export const getAuditLog = (of: LogOf, query: string) => call<AuditLog>('GET', `${logPath(of)}${query}`)
export const checkAuditLog = (of: LogOf) => call<AuditCheck>('GET', `${logPath(of)}/check`)
export const auditCsvPath = (of: LogOf, query: string) => `${logPath(of)}.csv${query}`

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
export const listOrganisations = (query: string) =>
  call<OrganisationList>('GET', `/api/programme/organisations${query}`)
export const getListed = (id: string) => call<OrganisationPage>('GET', `/api/programme/organisations/${id}`)
export const addOrganisation = (body: NewOrganisation) =>
  call<OrganisationPage>('POST', '/api/programme/organisations', body)
export const changeListed = (id: string, body: ChangeListed) =>
  call<OrganisationPage>('PATCH', `/api/programme/organisations/${id}`, body)
export const inviteMessenger = (id: string, body: InviteMessenger) =>
  call<MemberInvitation>('POST', `/api/programme/organisations/${id}/invitations`, body)
export const withdrawMessenger = (id: string, invitationId: string) =>
  call<void>('DELETE', `/api/programme/organisations/${id}/invitations/${invitationId}`)
export const getGrantedResults = (id: string, scanId: string) =>
  call<Publication>('GET', `/api/programme/organisations/${id}/scans/${scanId}/results`)
export const listRegions = () => call<Region[]>('GET', '/api/programme/regions')
export const addRegion = (body: NewRegion) => call<Region[]>('POST', '/api/programme/regions', body)
export const renameRegion = (id: string, name: string) =>
  call<Region[]>('PATCH', `/api/programme/regions/${id}`, { name })
export const closeRegion = (id: string) => call<Region[]>('POST', `/api/programme/regions/${id}/closure`)
export const getOffices = () => call<Offices>('GET', '/api/programme/offices')
export const inviteOffice = (body: InviteOffice) =>
  call<MemberInvitation>('POST', '/api/programme/office-invitations', body)
export const withdrawOffice = (id: string) => call<void>('DELETE', `/api/programme/office-invitations/${id}`)
export const moveOffice = (id: string, regionId: string) =>
  call<Offices>('PATCH', `/api/programme/offices/${id}`, { regionId })
export const endOffice = (id: string) => call<void>('DELETE', `/api/programme/offices/${id}`)
export const lookUpOffice = (secret: string) =>
  call<OfficeWelcome>('POST', '/api/office-invitation-lookups', { secret })
export const acceptOffice = (body: ChoosePassword) =>
  call<Session>('POST', '/api/office-invitation-acceptances', body)
export const acceptOwnOffice = (secret: string) =>
  call<void>('POST', '/api/own-office-invitation-acceptances', { secret })
export const getRegionHome = () => call<RegionHome>('GET', '/api/region')
export const getRegionOrganisation = (id: string) =>
  call<RegionOrganisation>('GET', `/api/region/organisations/${id}`)

export const getSharing = () => call<Sharing>('GET', '/api/sharing')
export const giveGrant = () => call<Sharing>('PUT', '/api/sharing/grant')
export const endGrant = () => call<Sharing>('DELETE', '/api/sharing/grant')
export const joinComparison = () => call<Sharing>('PUT', '/api/sharing/comparison')
export const leaveComparison = () => call<Sharing>('DELETE', '/api/sharing/comparison')
export const getBenchmark = (scanId: string) =>
  call<Benchmark>('GET', `/api/scans/${scanId}/comparison-with-others`)

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

export const getPrivacy = () => call<PrivacyPage>('GET', '/api/privacy')
export const savePrivacySettings = (body: ChangePrivacySettings) =>
  call<PrivacySettings>('PUT', '/api/privacy/settings', body)
export const getPrivacyStatement = (code: string) =>
  call<PrivacyStatement>('POST', '/api/privacy-statements', { code })
export const getRetention = (scanId: string) => call<Retention>('GET', `/api/scans/${scanId}/retention`)
export const getOpenLinks = (scanId: string) => call<OpenLinks>('GET', `/api/scans/${scanId}/open-links`)
export const getOwnRecord = () => call<OwnRecord>('GET', '/api/account/record')
export const leaveRegie = (body: LeaveRegie) => call<void>('POST', '/api/account/departure', body)

export const getApiDocument = () => call<ApiDocument>('GET', '/api/openapi.json')
