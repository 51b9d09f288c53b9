import type { Unit } from '#server/organisations/contract.ts'
import type { Scan, ScanDraft, ScanSettings } from '#server/scans/contract.ts'
import type { InstrumentSummary } from '#server/surveys/contract.ts'

export const units: Unit[] = [
  unit('root', null, 'De Brug', 0),
  unit('noord', 'root', 'Afdeling Noord', 1),
  unit('oost', 'noord', 'Team Oost', 2),
  unit('west', 'noord', 'Team West', 2),
]

function unit(id: string, parentId: string | null, name: string, level: number): Unit {
  return { id, parentId, name, level, archived: false, used: false }
}

export const settings: ScanSettings = {
  step: 'who',
  units: [
    { unitId: 'oost', invited: { professional: 12, client: 20 } },
    { unitId: 'west', invited: { professional: 6 } },
  ],
  perspectives: ['professional', 'client'],
  opensOn: '2026-11-23',
  closesOn: '2026-12-04',
  remindersOn: ['2026-11-27', '2026-12-01'],
  instrumentId: 'competences',
  form: 'full',
  ownQuestions: [],
  languages: ['nl'],
  messages: {
    nl: {
      subject: 'Onderwerp',
      invitation: 'Beste lezer van {organisatie}: {link}',
      reminder: 'Nog eens: {link}',
      chat: 'Kort: {link}',
    },
  },
  distribution: { professional: 'open-link', client: 'open-link', manager: 'open-link' },
  minimums: { professional: 5, client: 10, manager: 5 },
}

export const scan: Scan = {
  id: 's1',
  version: 3,
  title: 'Najaarsscan',
  status: 'draft',
  instrumentId: 'competences',
  phase: 1,
  previousScanId: null,
  step: 'who',
  opensAt: null,
  closesAt: null,
  opensOn: '2026-11-23',
  closesOn: '2026-12-04',
  closedAt: null,
  daysLeft: null,
  response: { invited: 0, answeredAtLeast: 0 },
  countedAt: null,
}

const holes = [
  { name: 'organisatie', example: 'De Brug' },
  { name: 'link', example: 'http://regie.test/r#…' },
]

export const draft: ScanDraft = {
  scan,
  settings,
  checks: [
    {
      level: 'green',
      code: 'people-invited',
      step: 'who',
      field: null,
      count: 38,
      units: [],
      perspectives: [],
      languages: [],
    },
    {
      level: 'amber',
      code: 'not-validated',
      step: 'questions',
      field: 'instrument',
      count: 0,
      units: [],
      perspectives: [],
      languages: [],
    },
  ],
  presets: [
    {
      id: 'two-weeks',
      opensOn: '2026-11-23',
      closesOn: '2026-12-04',
      remindersOn: ['2026-11-27', '2026-12-01'],
    },
    {
      id: 'three-weeks',
      opensOn: '2026-11-23',
      closesOn: '2026-12-11',
      remindersOn: ['2026-12-02', '2026-12-08'],
    },
  ],
  suggestedReminders: ['2026-11-27', '2026-12-01'],
  floors: { professional: 5, client: 10, manager: 5 },
  today: '2026-11-21',
  holes: { nl: holes, en: holes, fi: holes },
  siteUrl: 'http://regie.test',
}

export const instruments: InstrumentSummary[] = [
  {
    id: 'competences',
    version: '0.1.0',
    phase: 1,
    title: { nl: 'Competenties', en: 'Competences' },
    validation: { status: 'not-validated', note: { nl: 'Nog niet getest.', en: 'Not tested yet.' } },
    languages: ['nl', 'en', 'fi'],
    perspectives: ['professional', 'client', 'manager'],
    hasShortForm: true,
    lengths: [
      { perspective: 'professional', form: 'full', items: 36, minutes: 8.5 },
      { perspective: 'professional', form: 'short', items: 18, minutes: 5.5 },
      { perspective: 'client', form: 'full', items: 27, minutes: 8.5 },
    ],
    dimensions: [{ id: 'listening', title: { nl: 'Luisteren', en: 'Listening' } }],
  },
]

export const forecast = {
  perspectives: [
    {
      perspective: 'professional',
      units: [
        { unitId: 'root', invited: 18, readableAt: [50, 65, 80], small: false, fewDirect: false },
        { unitId: 'oost', invited: 12, readableAt: [80], small: false, fewDirect: false },
        { unitId: 'west', invited: 6, readableAt: [], small: true, fewDirect: false },
      ],
    },
    {
      perspective: 'client',
      units: [
        { unitId: 'root', invited: 20, readableAt: [50, 65, 80], small: true, fewDirect: false },
        { unitId: 'oost', invited: 20, readableAt: [65, 80], small: true, fewDirect: false },
        { unitId: 'west', invited: 0, readableAt: [], small: false, fewDirect: false },
      ],
    },
  ],
  merges: [{ parentId: 'noord', unitIds: ['west', 'oost'] }],
}

/** All that the wizard asks for when it opens. */
export const wizardAnswers = {
  'GET /api/scans/s1/draft': draft,
  'GET /api/units': units,
  'GET /api/instruments': instruments,
  'GET /api/scans/s1/forecast': forecast,
}
