import { randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { OwnActionEvent, Suggestion } from '#server/plans/contract.ts'
import { DAYS_PLANNED } from './organisation.ts'

interface Step {
  after: number
  kind: OwnActionEvent['kind'] | 'confirm'
  words?: string
}

interface PlannedAction {
  libraryActionId: string
  /** Without an owner and a date it stays a proposal. */
  owner: { name: string; email: string | null } | null
  /** Days after the plan was made. */
  dueAfter: number | null
  checks: string[]
  steps: Step[]
  waives?: { libraryActionId: string; reason: string }
}

const fatima = { name: 'Fatima Aydin', email: 'fatima@werkkracht.example' }
const joost = { name: 'Joost Meijer', email: null }
const anneke = { name: 'Anneke Postma', email: 'anneke@werkkracht.example' }

const ACTIONS: PlannedAction[] = [
  {
    libraryActionId: 'A-OBS-1',
    owner: fatima,
    dueAfter: 60,
    checks: ['Vraag in het gespreksformulier', 'Besproken in elk team'],
    steps: [
      { after: 5, kind: 'start' },
      {
        after: 52,
        kind: 'done',
        words: 'De vraag staat in het formulier; in 20 dossiers staat het antwoord.',
      },
      { after: 58, kind: 'confirm' },
    ],
  },
  {
    libraryActionId: 'A-NET-1',
    owner: joost,
    dueAfter: 90,
    checks: ['Kaart gemaakt', 'Geoefend met drie collega’s'],
    steps: [
      { after: 12, kind: 'start' },
      { after: 104, kind: 'done', words: 'Alle teams tekenen de kaart in het tweede gesprek.' },
      { after: 110, kind: 'confirm' },
    ],
  },
  {
    libraryActionId: 'A-OBS-2',
    owner: anneke,
    dueAfter: 150,
    checks: ['Namen verzameld', 'Kaart op intranet'],
    steps: [
      { after: 30, kind: 'start' },
      { after: 160, kind: 'done', words: 'De kaart telt 34 namen en wordt elk kwartaal bijgewerkt.' },
    ],
  },
  {
    libraryActionId: 'A-NET-3',
    owner: fatima,
    dueAfter: DAYS_PLANNED - 12,
    checks: ['Coördinator gevonden', 'Drie gezinnen gevraagd', 'Eerste conferentie gehouden'],
    steps: [
      { after: 150, kind: 'start' },
      { after: 200, kind: 'note', words: 'Twee van de drie conferenties zijn gepland.' },
    ],
  },
  {
    libraryActionId: 'A-OBS-3',
    owner: joost,
    dueAfter: DAYS_PLANNED + 40,
    checks: [],
    steps: [],
  },
  {
    libraryActionId: 'A-CON-1',
    owner: anneke,
    dueAfter: 80,
    checks: [],
    steps: [{ after: 70, kind: 'stop', words: 'Samengevoegd met de vraag naar wat eerst moet.' }],
  },
  {
    libraryActionId: 'A-NET-2',
    owner: null,
    dueAfter: null,
    checks: [],
    steps: [],
  },
  {
    libraryActionId: 'A-CON-3',
    owner: fatima,
    dueAfter: DAYS_PLANNED + 60,
    checks: [],
    waives: { libraryActionId: 'A-CON-1', reason: 'De openingsvraag zit nu in het formulier.' },
    steps: [{ after: 260, kind: 'start' }],
  },
]

/** A plan on the first scan with actions in every state, each step taken on its own day. */
export async function tellPlan(
  scanId: string,
  madeDaysAgo: number,
  signInAt: (daysAgo: number) => Promise<void>,
): Promise<void> {
  await signInAt(madeDaysAgo)
  const plan = await api.startPlan(scanId)
  await api.changePlan(plan.id, {
    version: plan.version,
    mainQuestion: 'Hoe houden onze cliënten de regie, ook als eerst iets anders geregeld moet worden?',
    subQuestions: [
      { text: 'Hoe weten we vanaf het eerste gesprek wat eerst moet?' },
      { text: 'Wie uit de eigen omgeving kan meedenken?' },
      { text: 'Welke keuzes laten we aan de cliënt?' },
    ],
  })
  const steps: { after: number; take: () => Promise<unknown> }[] = []
  for (const action of ACTIONS) {
    const suggestion = await findSuggestion(plan.id, action.libraryActionId)
    const id = randomUUID()
    await api.addAction(plan.id, {
      id,
      title: suggestion.title.nl ?? '',
      description: suggestion.description.nl ?? '',
      dimensionId: suggestion.dimensionId,
      libraryActionId: suggestion.libraryActionId,
      unitId: null,
      owner: action.owner,
      dueOn: action.dueAfter === null ? null : dayOn(madeDaysAgo - action.dueAfter),
      checks: action.checks,
    })
    if (action.waives) await api.waivePrerequisite(id, action.waives)
    if (action.owner === null) continue
    const secret = (await api.makeOwnerLink(id)).link.split('#')[1] ?? ''
    for (const step of action.steps) steps.push({ after: step.after, take: () => report(id, secret, step) })
  }
  for (const { after, take } of steps.toSorted((a, b) => a.after - b.after)) {
    await signInAt(madeDaysAgo - after)
    await take()
  }
}

async function findSuggestion(planId: string, libraryActionId: string): Promise<Suggestion> {
  for (const { id } of (await api.getPlan(planId)).dimensions) {
    const { suggestions } = await api.getSuggestions(planId, id)
    const found = suggestions.find((suggestion) => suggestion.libraryActionId === libraryActionId)
    if (found) return found
  }
  throw new Error(`The action library has no ${libraryActionId}`)
}

/** Owners report by their personal link; the messenger confirms. */
async function report(actionId: string, secret: string, { kind, words }: Step): Promise<void> {
  const id = randomUUID()
  if (kind === 'confirm') await api.addEvent(actionId, { id, kind })
  else if (kind === 'stop') await api.reportOwnAction({ id, secret, kind, reason: words ?? '' })
  else if (kind === 'done') {
    await tickAll(secret)
    await api.reportOwnAction({ id, secret, kind, evidence: words ?? '' })
  } else await api.reportOwnAction({ id, secret, kind, ...(words === undefined ? {} : { note: words }) })
}

async function tickAll(secret: string): Promise<void> {
  const { version, checks } = await api.lookUpOwnAction(secret)
  await api.changeOwnChecks({ secret, version, checks: checks.map((check) => ({ ...check, done: true })) })
}

function dayOn(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
}
