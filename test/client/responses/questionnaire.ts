import type { Draft } from '#client/responses/draft.ts'
import type { Questionnaire } from '#server/responses/contract.ts'

const both = (words: string) => ({ nl: `${words} (nl)`, en: words })
const item = (id: string) => ({ id, text: both(`Statement ${id}`) })

export const questionnaire: Questionnaire = {
  organisation: 'De Brug',
  title: 'Scan in het najaar',
  perspective: 'professional',
  languages: ['nl', 'en'],
  closesAt: '2026-12-01T23:00:00.000Z',
  minutes: 4.5,
  minimum: 6,
  instruction: both('Think of last month'),
  points: [1, 2, 3, 4, 5].map((value) => ({ value, label: both(`Point ${value}`) })),
  notApplicable: both('Not applicable'),
  dimensions: [
    { id: 'listening', title: both('Listening'), items: ['L1', 'L2'].map(item) },
    { id: 'choosing', title: both('Choosing'), items: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'].map(item) },
    { id: 'tempo', title: both('Tempo'), items: [item('T1')] },
  ],
  importance: { text: both('Which topics?'), maxPicks: 2 },
  questions: [{ id: 'OPEN-KEEP', text: both('What must stay?'), maxLength: 150 }],
  hint: both('Name nobody'),
}

export const emptyDraft: Draft = {
  submissionId: '7c2d0a4e-3f5b-4c1d-9e8f-0a1b2c3d4e5f',
  language: 'en',
  place: 'intro',
  answers: {},
  importance: [],
  comments: {},
  sending: false,
  savedAt: 0,
  closesAt: Date.parse('2026-12-01T23:00:00.000Z'),
}
