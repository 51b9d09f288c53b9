import { act } from 'preact/test-utils'
import type { Action, Plan } from '#server/plans/contract.ts'

export function action(changes: Partial<Action> = {}): Action {
  return {
    id: 'a1',
    planId: 'p1',
    version: 1,
    title: 'Ask first',
    description: 'Open every meeting with a question',
    dimensionId: 'client-control',
    libraryActionId: null,
    unit: null,
    owner: { membershipId: null, name: 'Olga Smit', email: 'olga@elders.test' },
    dueOn: '2026-12-01',
    status: 'planned',
    late: false,
    evidence: null,
    stopReason: null,
    doneOn: null,
    prerequisites: [],
    checks: [],
    history: [
      { id: 'h1', kind: 'plan', byName: 'Mia de Vries', note: null, changes: [], at: '2026-11-21T09:00:00Z' },
    ],
    linkedAt: null,
    may: { change: true, confirm: true },
    ...changes,
  }
}

export const needed = {
  state: 'open' as const,
  libraryActionId: 'A-1',
  title: { nl: 'Keuzekaart', en: 'Choice card' },
}

export function plan(changes: Partial<Plan> = {}): Plan {
  return {
    id: 'p1',
    version: 1,
    scan: {
      id: 's1',
      title: 'Autumn',
      closedAt: '2026-11-14T22:59:59Z',
      instrument: { nl: 'Competenties', en: 'Competences' },
      phase: 1,
      validation: 'not-validated',
    },
    mainQuestion: 'How do clients keep the lead?',
    subQuestions: [{ id: 'q1', text: 'What comes first?' }],
    dimensions: [
      {
        id: 'client-control',
        title: { nl: 'Regie', en: 'Client in control' },
        rank: 2,
        chance: true,
        scores: [],
      },
      {
        id: 'network',
        title: { nl: 'Netwerk', en: 'Network' },
        rank: 1,
        chance: false,
        scores: [{ perspective: 'client', score: { value: 46, label: '46' } }],
      },
      {
        id: 'motivation',
        title: { nl: 'Motivatie', en: 'Motivation' },
        rank: null,
        chance: false,
        scores: [],
      },
    ],
    priorities: [{ dimensionId: 'client-control', waiting: false, openActions: 1 }],
    actions: [action()],
    figures: { done: 7, late: 1, open: 5, stopped: 0, completion: { state: 'none' } },
    members: [{ membershipId: 'm1', name: 'Max Jansen' }],
    units: [{ id: 'u1', name: 'Team East', level: 1 }],
    followUpScanId: null,
    mayChange: true,
    ...changes,
  }
}

/** Lets something happen to an element that the browser would do, such as dropping or sending. */
export function fire(element: Element | null | undefined, name: string): Promise<void> {
  return act(() => {
    element?.dispatchEvent(new Event(name, { bubbles: true }))
  })
}
