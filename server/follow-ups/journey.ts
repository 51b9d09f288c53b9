import type { Role } from '../access/permissions.ts'
import type { Preparation } from '../organisations/contract.ts'
import type { ActionStatus } from '../plans/contract.ts'
import { dayOf, daysBetween } from '../scans/calendar.ts'
import type { ResponseBand, ScanStatus } from '../scans/contract.ts'
import type { JourneyStop, NextStep, StopId } from './contract.ts'

/** After this many days people have had the time to notice a difference. */
const RESCAN_AFTER_DAYS = 180

const STOPS: readonly StopId[] = ['prepare', 'competence-scan', 'discuss', 'plan', 'follow-up', 're-scan']

export interface JourneyScan {
  id: string
  title: string
  status: ScanStatus
  phase: number
  previousScanId: string | null
  opensAt: string | null
  daysLeft: number | null
  response: ResponseBand
  countedAt: string | null
}

export interface JourneyPublication {
  id: string
  title: string
  phase: number | null
  previousScanId: string | null
  publishedAt: Date
  planId: string | null
}

export interface JourneyAction {
  planId: string
  status: ActionStatus
  late: boolean
  own: boolean
}

export interface Journey {
  role: Role
  now: Date
  preparation: Preparation
  /** More than the organisation itself. */
  hasUnits: boolean
  scans: readonly JourneyScan[]
  /** Newest first. */
  published: readonly JourneyPublication[]
  actions: readonly JourneyAction[]
}

/** Where the organisation is on the line, and the one thing to do now. */
export function whereOn(journey: Journey): { stops: JourneyStop[]; next: NextStep } {
  const { stop, next } = messengersPlace(journey)
  const stateOf = (id: StopId) => (id === stop ? 'current' : HAPPENED[id](journey) ? 'done' : 'ahead')
  const stops = STOPS.map((id): JourneyStop => ({ id, state: stateOf(id) }))
  return { stops, next: journey.role === 'messenger' ? next : managersStep(journey) }
}

/** A stop is behind us when it happened, not because a later one began. The plan is that of the latest results. */
const HAPPENED: Record<StopId, (journey: Journey) => boolean> = {
  prepare: isPrepared,
  'competence-scan': ({ published }) => published.some(({ phase }) => phase !== 2),
  discuss: ({ published }) => isPlanned(published[0]),
  plan: (journey) =>
    inLatestPlan(journey).some(({ status }) => status !== 'proposed' && status !== 'stopped'),
  'follow-up': (journey) => inLatestPlan(journey).some(({ status }) => ENDED_WELL.includes(status)),
  're-scan': ({ published }) => published.length > 1,
}

const ENDED_WELL: readonly ActionStatus[] = ['done', 'confirmed']

function isPrepared({ preparation }: Journey): boolean {
  return Object.values(preparation).every(Boolean)
}

function isPlanned(latest: JourneyPublication | undefined): boolean {
  return latest !== undefined && latest.planId !== null
}

function inLatestPlan({ published: [latest], actions }: Journey): JourneyAction[] {
  return actions.filter(({ planId }) => planId === latest?.planId)
}

interface Place {
  stop: StopId
  next: NextStep
}

function messengersPlace(journey: Journey): Place {
  const { scans, published } = journey
  const latest = published[0]
  const scanning: StopId = latest ? 're-scan' : 'competence-scan'
  const open = scans.find(({ status }) => status === 'open')
  if (open) return { stop: scanning, next: openStep(open) }
  const scheduled = scans.find(({ status }) => status === 'scheduled')
  if (scheduled) return { stop: scanning, next: scheduledStep(scheduled) }
  return latest ? afterResults(journey, latest) : beforeFirstScan(journey)
}

function openStep({ id: scanId, title, response, countedAt, daysLeft }: JourneyScan): NextStep {
  return { kind: 'scan-open', scanId, title, response, countedAt, daysLeft: daysLeft ?? 0 }
}

function scheduledStep({ id: scanId, title, opensAt }: JourneyScan): NextStep {
  return { kind: 'scan-scheduled', scanId, title, opensAt: opensAt ?? '' }
}

function beforeFirstScan(journey: Journey): Place {
  const { preparation, hasUnits, scans } = journey
  if (!preparation.units && !hasUnits) return { stop: 'prepare', next: { kind: 'add-units' } }
  if (!isPrepared(journey)) return { stop: 'prepare', next: { kind: 'prepare' } }
  return { stop: 'competence-scan', next: draftStep(scans) ?? { kind: 'start-scan' } }
}

function draftStep(scans: readonly JourneyScan[]): NextStep | undefined {
  const draft = scans.find(({ status }) => status === 'draft')
  return draft && { kind: 'finish-draft', scanId: draft.id, title: draft.title }
}

function afterResults(journey: Journey, latest: JourneyPublication): Place {
  const { id: scanId, title, planId, previousScanId } = latest
  if (planId === null) {
    const compares = journey.published.some(({ id }) => id === previousScanId)
    return { stop: 'discuss', next: { kind: compares ? 'compare' : 'discuss', scanId, title } }
  }
  if (!HAPPENED.plan(journey)) return { stop: 'plan', next: { kind: 'plan', scanId, planId, title } }
  return followingUp(journey, latest, planId)
}

function followingUp(journey: Journey, latest: JourneyPublication, planId: string): Place {
  const { scans, actions, now } = journey
  const open = actions.filter(isOpen)
  const inDays = Math.max(0, RESCAN_AFTER_DAYS - daysBetween(dayOf(latest.publishedAt), dayOf(now)))
  if (open.length > 0 && inDays > 0) {
    const { title } = latest
    const late = open.filter((action) => action.late).length
    return { stop: 'follow-up', next: { kind: 'follow-up', planId, title, open: open.length, late } }
  }
  return { stop: 're-scan', next: draftStep(scans) ?? nextScan(journey, latest, inDays) }
}

/** After the competences come the procedures, once; then the same scan again when enough time has passed. */
function nextScan(
  { published }: Journey,
  { id: scanId, title }: JourneyPublication,
  inDays: number,
): NextStep {
  const hasPhaseTwo = published.some(({ phase }) => phase === 2)
  return hasPhaseTwo ? { kind: 're-scan', scanId, title, inDays } : { kind: 'procedures-scan' }
}

/** A manager reads and works; starting and planning is for the messenger. */
function managersStep({ actions, published }: Journey): NextStep {
  const own = actions.filter((action) => action.own && isOpen(action))
  const [first] = own
  if (first) {
    const late = own.filter((action) => action.late).length
    return { kind: 'own-actions', planId: first.planId, open: own.length, late }
  }
  const latest = published[0]
  return latest ? { kind: 'read-results', scanId: latest.id, title: latest.title } : { kind: 'wait' }
}

function isOpen({ status }: JourneyAction): boolean {
  return status === 'proposed' || status === 'planned' || status === 'started'
}
