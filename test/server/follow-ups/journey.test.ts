import { expect, test } from 'vitest'
import {
  type Journey,
  type JourneyAction,
  type JourneyPublication,
  type JourneyScan,
  whereOn,
} from '#server/follow-ups/journey.ts'

const nothingTicked = { worksCouncil: false, privacy: false, whoTellsWhom: false, units: false }
const allTicked = { worksCouncil: true, privacy: true, whoTellsWhom: true, units: true }
const start: Journey = {
  role: 'messenger',
  now: new Date('2026-11-21T09:00:00Z'),
  preparation: nothingTicked,
  hasUnits: false,
  scans: [],
  published: [],
  actions: [],
}
const scan = (status: JourneyScan['status'], changes: Partial<JourneyScan> = {}): JourneyScan => ({
  id: 's1',
  title: 'Najaar',
  status,
  phase: 1,
  previousScanId: null,
  opensAt: '2026-11-16T00:00:00Z',
  daysLeft: 6,
  response: { invited: 140, answeredAtLeast: 60 },
  countedAt: '2026-11-21T08:07:00Z',
  ...changes,
})
const results = (changes: Partial<JourneyPublication> = {}): JourneyPublication => ({
  id: 's1',
  title: 'Najaar',
  phase: 1,
  previousScanId: null,
  publishedAt: new Date('2026-11-01T09:00:00Z'),
  planId: null,
  ...changes,
})
const action = (status: JourneyAction['status'], changes: Partial<JourneyAction> = {}): JourneyAction => ({
  planId: 'p1',
  status,
  late: false,
  own: false,
  ...changes,
})
const prepared = { ...start, preparation: allTicked, hasUnits: true }
const published = { ...prepared, published: [results()] }
const planned = { ...prepared, published: [results({ planId: 'p1' })] }
const longAgo = new Date('2026-05-25T09:00:00Z')
const old = { ...prepared, published: [results({ planId: 'p1', publishedAt: longAgo })] }
const bothPhases = [results({ id: 's2', planId: 'p1', phase: 2 }), results({ planId: 'p0' })]

test.each<[string, Journey, string, object]>([
  ['first the units', start, 'prepare', { kind: 'add-units' }],
  ['then the check list', { ...start, hasUnits: true }, 'prepare', { kind: 'prepare' }],
  [
    'until every line of it is ticked',
    { ...start, hasUnits: true, preparation: { ...allTicked, units: false } },
    'prepare',
    { kind: 'prepare' },
  ],
  [
    'an organisation without teams ticks that instead',
    { ...start, preparation: { ...allTicked, privacy: false } },
    'prepare',
    { kind: 'prepare' },
  ],
  ['prepared, a scan', prepared, 'competence-scan', { kind: 'start-scan' }],
  [
    'a draft is finished',
    { ...prepared, scans: [scan('draft')] },
    'competence-scan',
    { kind: 'finish-draft', scanId: 's1' },
  ],
  [
    'a scheduled scan opens by itself',
    { ...start, scans: [scan('scheduled')] },
    'competence-scan',
    { kind: 'scan-scheduled' },
  ],
  [
    'an open scan is followed, in bands',
    { ...start, scans: [scan('open'), scan('draft')] },
    'competence-scan',
    {
      kind: 'scan-open',
      daysLeft: 6,
      response: { invited: 140, answeredAtLeast: 60 },
      countedAt: '2026-11-21T08:07:00Z',
    },
  ],
  ['results are discussed', published, 'discuss', { kind: 'discuss', scanId: 's1' }],
  [
    'a plan without planned actions is filled',
    { ...planned, actions: [action('proposed')] },
    'plan',
    { kind: 'plan', planId: 'p1' },
  ],
  [
    'a plan of only stopped actions is filled again',
    { ...planned, actions: [action('stopped')] },
    'plan',
    { kind: 'plan' },
  ],
  [
    'open actions are followed up',
    { ...planned, actions: [action('started', { late: true }), action('proposed'), action('done')] },
    'follow-up',
    { kind: 'follow-up', open: 2, late: 1 },
  ],
  [
    'everything done, and the procedures come next',
    { ...planned, actions: [action('confirmed')] },
    're-scan',
    { kind: 'procedures-scan' },
  ],
  [
    'both phases measured and done: the same again after 180 days',
    { ...prepared, published: bothPhases, actions: [action('done')] },
    're-scan',
    { kind: 're-scan', scanId: 's2', inDays: 160 },
  ],
  [
    'after 180 days the next scan comes first, also with open actions',
    { ...old, actions: [action('started')] },
    're-scan',
    { kind: 'procedures-scan' },
  ],
  [
    'a draft made after the results takes the place of the proposal',
    { ...old, actions: [action('done')], scans: [scan('draft', { id: 's9' })] },
    're-scan',
    { kind: 'finish-draft', scanId: 's9' },
  ],
  [
    'a second scan that runs is the last stop',
    { ...planned, scans: [scan('open')] },
    're-scan',
    { kind: 'scan-open' },
  ],
  [
    'results of a follow-up scan are compared first',
    { ...prepared, published: [results({ id: 's2', previousScanId: 's1' }), results({ planId: 'p1' })] },
    'discuss',
    { kind: 'compare', scanId: 's2' },
  ],
])('%s', (_rule, journey, stop, next) => {
  const place = whereOn(journey)
  expect(place.stops.find(({ state }) => state === 'current')?.id).toBe(stop)
  expect(place.next).toMatchObject(next)
})

const reScanning = { scans: [scan('open', { id: 's2', previousScanId: 's1' })] }
test.each<[string, Journey, string]>([
  ['after the first results', published, '✓✓•···'],
  ['a scan that runs without the check list', { ...start, scans: [scan('open')] }, '·•····'],
  ['a scan repeated without a plan', { ...published, ...reScanning }, '✓✓···•'],
  [
    'a scan repeated with a plan of proposals',
    { ...planned, ...reScanning, actions: [action('proposed')] },
    '✓✓✓··•',
  ],
  [
    'a scan repeated while actions are under way',
    { ...planned, ...reScanning, actions: [action('started')] },
    '✓✓✓✓·•',
  ],
  ['a scan repeated with an action done', { ...planned, ...reScanning, actions: [action('done')] }, '✓✓✓✓✓•'],
  [
    'a second round of results, without a plan yet',
    { ...prepared, published: [results({ id: 's2' }), results({ planId: 'p1' })], actions: [action('done')] },
    '✓✓•··✓',
  ],
  ['only processes were measured', { ...prepared, published: [results({ phase: 2 })] }, '✓·•···'],
])('a stop is ticked when it happened: %s', (_rule, journey, line) => {
  const marks = { done: '✓', current: '•', ahead: '·' }
  expect(
    whereOn(journey)
      .stops.map(({ state }) => marks[state])
      .join(''),
  ).toBe(line)
})

test.each<[string, Partial<Journey>, object]>([
  [
    'own actions first',
    { published: [results({ planId: 'p1' })], actions: [action('planned', { own: true })] },
    { kind: 'own-actions', open: 1 },
  ],
  ['then the results', { published: [results()], actions: [action('planned')] }, { kind: 'read-results' }],
  ['else there is nothing to do', {}, { kind: 'wait' }],
])('a manager gets no steps of the messenger: %s', (_rule, journey, next) => {
  expect(whereOn({ ...start, role: 'manager', ...journey }).next).toMatchObject(next)
})
