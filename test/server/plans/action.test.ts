import { describe, expect, test } from 'vitest'
import {
  columnsAfter,
  isLate,
  losesPlan,
  type Moments,
  type Report,
  refusalOf,
  type Situation,
  type StepColumns,
  statusOf,
  wordsOf,
} from '#server/plans/action.ts'
import type { ActionStatus, EventKind } from '#server/plans/contract.ts'

const then = new Date('2026-11-01T09:00:00Z')
const now = new Date('2026-11-21T09:00:00Z')
const nothing: Moments = {
  plannedAt: null,
  startedAt: null,
  doneAt: null,
  confirmedAt: null,
  stoppedAt: null,
}

test.each<[ActionStatus, Partial<Moments>]>([
  ['proposed', {}],
  ['planned', { plannedAt: then }],
  ['started', { plannedAt: then, startedAt: then }],
  ['done', { plannedAt: then, startedAt: then, doneAt: then }],
  ['confirmed', { plannedAt: then, startedAt: then, doneAt: then, confirmedAt: then }],
  ['stopped', { stoppedAt: then }],
  ['stopped', { plannedAt: then, startedAt: then, stoppedAt: then }],
])('an action is %s when that is the last thing that happened', (status, moments) => {
  expect(statusOf({ ...nothing, ...moments })).toBe(status)
})

test.each([
  ['a day before its due date it is not late', { dueOn: '2026-11-22' }, false],
  ['on its due date it is not late', { dueOn: '2026-11-21' }, false],
  ['a day after its due date it is late', { dueOn: '2026-11-20' }, true],
  ['without a due date it is never late', { dueOn: null }, false],
  ['what is done is not late', { dueOn: '2026-11-20', doneAt: then }, false],
  ['what was stopped is not late', { dueOn: '2026-11-20', stoppedAt: then }, false],
])('%s', (_rule, action, late) => {
  expect(isLate({ ...nothing, ...action }, '2026-11-21')).toBe(late)
})

const situation: Situation = {
  status: 'proposed',
  hasOwnerAndDate: true,
  openPrerequisites: 0,
  doneBy: null,
  owner: 'member:olga',
}
const full: Omit<Report, 'kind'> = { by: 'member:mia', evidence: 'minutes', reason: 'because', note: 'well' }

describe('from each status only these steps may be taken', () => {
  const allowed: Record<ActionStatus, EventKind[]> = {
    proposed: ['plan', 'start', 'done', 'stop', 'note'],
    planned: ['start', 'done', 'stop', 'note'],
    started: ['done', 'stop', 'note'],
    done: ['confirm', 'reopen', 'note'],
    confirmed: ['reopen', 'note'],
    stopped: ['reopen', 'note'],
  }
  const kinds: EventKind[] = ['plan', 'start', 'done', 'confirm', 'stop', 'reopen', 'note']
  const statuses = Object.keys(allowed) as ActionStatus[]
  const pairs = statuses.flatMap((status) => kinds.map((kind) => ({ status, kind })))

  test.each(pairs)('$status, $kind', ({ status, kind }) => {
    const expected = allowed[status].includes(kind) ? undefined : 'status-not-allowed'
    expect(refusalOf({ ...situation, status }, { ...full, kind })).toBe(expected)
  })
})

test.each<[string, Partial<Situation>, Partial<Report> & { kind: EventKind }, string | undefined]>([
  [
    'planning needs an owner and a date',
    { hasOwnerAndDate: false },
    { kind: 'plan' },
    'owner-and-date-needed',
  ],
  [
    'starting needs an owner and a date',
    { hasOwnerAndDate: false },
    { kind: 'start' },
    'owner-and-date-needed',
  ],
  ['starting needs what comes first', { openPrerequisites: 1 }, { kind: 'start' }, 'prerequisites-open'],
  [
    'skipping to done needs what comes first',
    { openPrerequisites: 2 },
    { kind: 'done' },
    'prerequisites-open',
  ],
  [
    'what has started is not held up by a prerequisite that was opened again',
    { status: 'started', openPrerequisites: 1 },
    { kind: 'done' },
    undefined,
  ],
  ['done needs evidence', { status: 'started' }, { kind: 'done', evidence: ' \n' }, 'evidence-needed'],
  ['stopping needs a reason', {}, { kind: 'stop', reason: undefined }, 'reason-needed'],
  ['opening again needs a reason', { status: 'stopped' }, { kind: 'reopen', reason: '' }, 'reason-needed'],
  ['a note needs words', {}, { kind: 'note', note: ' ' }, 'reason-needed'],
  [
    'who reported it done does not confirm it',
    { status: 'done', doneBy: 'member:mia' },
    { kind: 'confirm' },
    'other-person-needed',
  ],
  [
    'its owner does not confirm it, also when someone else reported it',
    { status: 'done', doneBy: 'member:max', owner: 'member:mia' },
    { kind: 'confirm' },
    'other-person-needed',
  ],
  [
    'someone else confirms it',
    { status: 'done', doneBy: 'owner:7', owner: 'owner:7' },
    { kind: 'confirm' },
    undefined,
  ],
])('%s', (_rule, circumstances, report, refusal) => {
  expect(refusalOf({ ...situation, ...circumstances }, { ...full, ...report })).toBe(refusal)
})

const columns: StepColumns = { ...nothing, doneBy: null, confirmedBy: null, evidence: null, stopReason: null }

test.each<[EventKind, Partial<StepColumns>, Partial<StepColumns>]>([
  ['plan', {}, { plannedAt: now }],
  ['start', {}, { plannedAt: now, startedAt: now }],
  ['start', { plannedAt: then }, { plannedAt: then, startedAt: now }],
  [
    'done',
    { plannedAt: then, startedAt: then },
    { plannedAt: then, startedAt: then, doneAt: now, doneBy: 'member:mia', evidence: 'minutes' },
  ],
  ['confirm', { doneAt: then }, { confirmedAt: now, confirmedBy: 'member:mia' }],
  ['stop', { plannedAt: then }, { stoppedAt: now, stopReason: 'because' }],
  ['reopen', { stoppedAt: then, stopReason: 'busy' }, { stoppedAt: null, stopReason: null }],
  [
    'reopen',
    { doneAt: then, doneBy: 'a', confirmedAt: then, confirmedBy: 'b', evidence: 'e' },
    { doneAt: null, doneBy: null, confirmedAt: null, confirmedBy: null, evidence: null },
  ],
  ['note', {}, {}],
])('%s changes only what it means', (kind, before, after) => {
  expect(columnsAfter({ ...columns, ...before }, { ...full, kind }, now)).toEqual(after)
})

test('after opening again an action is where it was before it ended', () => {
  const started = { ...columns, plannedAt: then, startedAt: then }
  for (const ending of ['done', 'stop'] as const) {
    const ended = { ...started, ...columnsAfter(started, { ...full, kind: ending }, now) }
    const reopened = { ...ended, ...columnsAfter(ended, { ...full, kind: 'reopen' }, now) }
    expect(statusOf(reopened)).toBe('started')
  }
})

test('the history keeps the words that came with a step', () => {
  expect(wordsOf({ ...full, kind: 'stop', reason: ' no time ' })).toBe('no time')
  expect(wordsOf({ ...full, kind: 'done' })).toBe('minutes')
  expect(wordsOf({ ...full, kind: 'note' })).toBe('well')
  expect(wordsOf({ kind: 'start', by: '' })).toBeNull()
})

test('what was planned keeps an owner and a date', () => {
  const planned = { ...nothing, plannedAt: then }
  expect(losesPlan(planned, { ownerName: null, dueOn: '2026-12-01' })).toBe(true)
  expect(losesPlan(planned, { ownerName: 'Olga', dueOn: null })).toBe(true)
  expect(losesPlan(planned, { ownerName: 'Olga', dueOn: '2026-12-01' })).toBe(false)
  expect(losesPlan(nothing, { ownerName: null, dueOn: null })).toBe(false)
})
