import { dayOf } from '../scans/calendar.ts'
import type { ActionStatus, EventKind } from './contract.ts'

/** When each thing happened; the status follows from it and is stored nowhere. */
export interface Moments {
  plannedAt: Date | null
  startedAt: Date | null
  doneAt: Date | null
  confirmedAt: Date | null
  stoppedAt: Date | null
}

export function statusOf({ plannedAt, startedAt, doneAt, confirmedAt, stoppedAt }: Moments): ActionStatus {
  if (stoppedAt) return 'stopped'
  if (confirmedAt) return 'confirmed'
  if (doneAt) return 'done'
  if (startedAt) return 'started'
  return plannedAt ? 'planned' : 'proposed'
}

const OPEN: readonly ActionStatus[] = ['proposed', 'planned', 'started']

export const isOpen = (status: ActionStatus): boolean => OPEN.includes(status)

/** `today` and the due date are days (2026-11-21); the due date itself is still in time. */
export function isLate(action: Moments & { dueOn: string | null }, today: string): boolean {
  return action.dueOn !== null && action.dueOn < today && isOpen(statusOf(action))
}

export type StepRefusal =
  | 'status-not-allowed'
  | 'owner-and-date-needed'
  | 'prerequisites-open'
  | 'evidence-needed'
  | 'reason-needed'
  | 'other-person-needed'

export interface Situation {
  status: ActionStatus
  hasOwnerAndDate: boolean
  openPrerequisites: number
  /** Who reported it done and who owns it, each as an identity such as `member:…`. */
  doneBy: string | null
  owner: string | null
}

export interface Report {
  kind: EventKind
  by: string
  evidence?: string | undefined
  reason?: string | undefined
  note?: string | undefined
}

type Need = 'owner-and-date' | 'prerequisites' | 'evidence' | 'reason' | 'note' | 'other-person'

/** A step may skip earlier ones when it has what they need: nobody has to press three buttons for one fact. */
const STEPS: Record<EventKind, { from: readonly ActionStatus[]; needs: readonly Need[] }> = {
  plan: { from: ['proposed'], needs: ['owner-and-date'] },
  start: { from: ['proposed', 'planned'], needs: ['owner-and-date', 'prerequisites'] },
  done: { from: OPEN, needs: ['owner-and-date', 'prerequisites', 'evidence'] },
  confirm: { from: ['done'], needs: ['other-person'] },
  stop: { from: OPEN, needs: ['reason'] },
  reopen: { from: ['done', 'confirmed', 'stopped'], needs: ['reason'] },
  note: { from: [...OPEN, 'done', 'confirmed', 'stopped'], needs: ['note'] },
}

const MET: Record<Need, (situation: Situation, report: Report) => StepRefusal | undefined> = {
  'owner-and-date': ({ hasOwnerAndDate }) => (hasOwnerAndDate ? undefined : 'owner-and-date-needed'),
  // once started, a prerequisite that is opened again does not stop what is under way
  prerequisites: ({ status, openPrerequisites }) =>
    status !== 'started' && openPrerequisites > 0 ? 'prerequisites-open' : undefined,
  evidence: (_situation, { evidence }) => (isBlank(evidence) ? 'evidence-needed' : undefined),
  reason: (_situation, { reason }) => (isBlank(reason) ? 'reason-needed' : undefined),
  note: (_situation, { note }) => (isBlank(note) ? 'reason-needed' : undefined),
  'other-person': ({ doneBy, owner }, { by }) =>
    by === doneBy || by === owner ? 'other-person-needed' : undefined,
}

/** The first thing that stands in the way of this step; undefined when it may be taken. */
export function refusalOf(situation: Situation, report: Report): StepRefusal | undefined {
  const { from, needs } = STEPS[report.kind]
  if (!from.includes(situation.status)) return 'status-not-allowed'
  for (const need of needs) {
    const refusal = MET[need](situation, report)
    if (refusal) return refusal
  }
  return undefined
}

export interface StepColumns extends Moments {
  doneBy: string | null
  confirmedBy: string | null
  evidence: string | null
  stopReason: string | null
}

/** What the step changes. Reopening returns to where the action was before it ended; the history keeps the rest. */
export function columnsAfter(before: StepColumns, report: Report, now: Date): Partial<StepColumns> {
  const plannedAt = before.plannedAt ?? now
  const startedAt = before.startedAt ?? now
  switch (report.kind) {
    case 'plan':
      return { plannedAt }
    case 'start':
      return { plannedAt, startedAt }
    case 'done':
      return {
        plannedAt,
        startedAt,
        doneAt: now,
        doneBy: report.by,
        evidence: report.evidence?.trim() ?? null,
      }
    case 'confirm':
      return { confirmedAt: now, confirmedBy: report.by }
    case 'stop':
      return { stoppedAt: now, stopReason: report.reason?.trim() ?? null }
    case 'reopen':
      return before.stoppedAt
        ? { stoppedAt: null, stopReason: null }
        : { doneAt: null, doneBy: null, confirmedAt: null, confirmedBy: null, evidence: null }
    case 'note':
      return {}
  }
}

/** The words that the history keeps of a step; planning is told by the owner and the date it got. */
export function wordsOf({ kind, evidence, reason, note }: Report): string | null {
  if (kind === 'plan') return null
  const words = { done: evidence, stop: reason, reopen: reason }[kind as string] ?? note
  return words?.trim() || null
}

/** Planning promised an owner and a date, so a later change may not take them away. */
export function losesPlan(
  action: Moments,
  next: { ownerName: string | null; dueOn: string | null },
): boolean {
  return action.plannedAt !== null && (next.ownerName === null || next.dueOn === null)
}

export function doneDay({ doneAt }: Pick<Moments, 'doneAt'>): string | null {
  return doneAt ? dayOf(doneAt) : null
}

function isBlank(words: string | undefined): boolean {
  return words === undefined || words.trim() === ''
}
