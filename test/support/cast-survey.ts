import type { ActionLibrary, LibraryAction } from '#server/surveys/actions.ts'
import type {
  Dimension,
  Form,
  Instrument,
  Item,
  LaunchedInstrument,
  OwnQuestion,
  Perspective,
  Text,
} from '#server/surveys/survey.ts'

const everyone: Perspective[] = ['professional', 'client', 'manager']

/**
 * A quick scan small enough to do by hand: three dimensions, seven items for professionals and managers (five in
 * the short form), five for clients. `tempo` is not asked of clients and not in the short form.
 */
export const tinyInstrument: Instrument = {
  id: 'tiny',
  version: '1.0.0',
  phase: 1,
  title: inAll('Tiny scan'),
  languages: ['nl', 'en', 'fi'],
  validation: { status: 'not-validated', note: inAll('Concept, for tests') },
  scale: {
    id: 'frequency-5',
    min: 1,
    max: 5,
    anchors: [1, 2, 3, 4, 5].map((value) => ({ value, label: inAll(`point ${value}`) })),
    notApplicable: { code: 'na', storedAs: null, label: inAll('Not applicable') },
  },
  scoring: { range: [0, 100], minAnsweredShare: 0.5, minAnsweredItems: 2 },
  perspectives: everyone,
  instruction: { professional: inAll('You'), client: inAll('Your coach'), manager: inAll('Your team') },
  dimensions: [
    dimension('listening', [
      item('LIS1', { core: true }),
      item('LIS2', { core: true }),
      item('LIS3', { core: true, reverse: true }),
    ]),
    dimension('choosing', [item('CHO1', { core: true }), item('CHO2', { core: true })]),
    dimension('tempo', [
      item('TEM1', { perspectives: ['professional', 'manager'] }),
      item('TEM2', { perspectives: ['professional', 'manager'] }),
    ]),
  ],
  importanceQuestion: {
    id: 'IMPORTANCE',
    type: 'pick-dimensions',
    maxPicks: 2,
    text: inAll('Which topics first?'),
  },
  openQuestions: [{ id: 'OPEN-KEEP', text: inAll('What must stay?'), maxLength: 600 }],
  openQuestionHint: inAll('Name nobody'),
}

export const ownQuestion: OwnQuestion = { id: 'OWN-1', text: inAll('What else?'), maxLength: 300 }

export const tinyLibrary: ActionLibrary = {
  id: 'tiny-library',
  version: '1.0.0',
  languages: ['nl', 'en'],
  status: 'for tests',
  effortScale: { S: 'a day', M: 'a week', L: 'more' },
  ownerRoles: ['professional', 'team'],
  rules: ['first things first'],
  competenceToEmpowermentComponent: { listening: [] },
  competenceToEmpowermentComponentNote: 'for tests',
  actions: [
    action('A-LIS-1', 'listening', []),
    action('A-LIS-2', 'listening', ['A-LIS-1']),
    action('A-CHO-1', 'choosing', ['A-LIS-1']),
  ],
  trainingModules: [
    {
      id: 'T-01',
      title: inAll('Listen'),
      dimensions: ['listening'],
      format: 'workshop',
      hours: 4,
      audience: 'team',
    },
  ],
  clientTrainingModules: [],
  informationMaterials: [{ id: 'M-01', title: inAll('Leaflet'), audience: 'all', type: 'leaflet' }],
}

export function launchTiny(form: Form = 'full', ownQuestions: OwnQuestion[] = []): LaunchedInstrument {
  return { ...tinyInstrument, form, ownQuestions }
}

export function inAll(words: string): Required<Text> {
  return { nl: `${words} (nl)`, en: words, fi: `${words} (fi)` }
}

function dimension(id: string, items: Item[]): Dimension {
  return { id, title: inAll(id), definition: inAll(`about ${id}`), items }
}

function item(
  id: string,
  {
    core = false,
    reverse = false,
    perspectives = everyone,
  }: Partial<Omit<Item, 'perspectives'>> & {
    perspectives?: Perspective[]
  },
): Item {
  const texts = perspectives.map((perspective) => [perspective, inAll(`${id} for the ${perspective}`)])
  return { id, text: inAll(id), reverse, core, perspectives: Object.fromEntries(texts) }
}

function action(id: string, dimensionId: string, prerequisites: string[]): LibraryAction {
  return {
    id,
    dimension: dimensionId,
    phase: 1,
    title: inAll(id),
    description: inAll(`do ${id}`),
    effort: 'S',
    ownerRole: 'team',
    typicalDurationWeeks: 4,
    evidenceOfCompletion: inAll('written down'),
    prerequisites,
  }
}
