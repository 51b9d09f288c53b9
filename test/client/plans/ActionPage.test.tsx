import { act } from 'preact/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { ActionPage } from '#client/plans/ActionPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { Action } from '#server/plans/contract.ts'
import { answering, labelled, named, press, problem, seeing, show, type } from '../screen.tsx'
import { action, fire, needed, plan } from './plan-fixture.ts'

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', '/plans/p1/actions/a1')
})

async function showAction(
  changes: Partial<Action> = {},
  answers: Record<string, unknown> = {},
  mayChange = true,
) {
  const fetched = answering({
    'GET /api/plans/p1': plan({ actions: [action(changes)], mayChange }),
    ...answers,
  })
  const place = await show(<ActionPage planId="p1" actionId="a1" />)
  await seeing(place, 'History')
  return { place, fetched }
}

const bodies = (fetched: ReturnType<typeof answering>, method: string) =>
  fetched.mock.calls
    .filter(([, init]) => init?.method === method)
    .map(([, init]) => JSON.parse(String(init?.body)))

test('shows what, who, when and what happened', async () => {
  const { place } = await showAction({ status: 'stopped', stopReason: 'No time' })
  for (const words of [
    'Ask first',
    'Open every meeting',
    'Olga Smit',
    '1 December 2026',
    'No time',
    'Mia de Vries',
  ]) {
    expect(place.textContent).toContain(words)
  }
  expect(named(place, 'Open again')).toBeTruthy()
})

test('the history tells what was said and what changed', async () => {
  const line = { byName: 'Mia de Vries', at: '2026-11-21T09:00:00Z' }
  const moved = { field: 'dueOn' as const, from: '2026-12-01', to: '2027-01-15' }
  const { place } = await showAction({
    history: [
      { ...line, id: 'h3', kind: 'change', note: null, changes: [moved] },
      { ...line, id: 'h2', kind: 'note', note: 'Goes well', changes: [] },
    ],
  })
  const lines = [...place.querySelectorAll('.history li')].map(({ textContent }) => textContent)
  expect(lines[0]).toContain('Done by: 15 January 2027 (was: 1 December 2026)')
  expect(lines[1]).toContain('Goes well')
})

test('what has ended is not changed before it is opened again', async () => {
  const checks = [{ id: 'c1', text: 'Talk about it', done: true }]
  const { place } = await showAction({ status: 'stopped', stopReason: 'No time', checks })
  await seeing(place, 'Open it again to change something')
  expect(labelled(place, 'Talk about it').disabled).toBe(true)
  for (const words of ['Change', 'Remove: Talk about it']) expect(() => named(place, words)).toThrow()
})

test('a date that lies behind us is marked in the form', async () => {
  const errors = [{ path: '/dueOn', code: 'date-in-past' }]
  const { place } = await showAction({}, { 'PUT /api/actions/a1': problem(422, 'date-in-past', { errors }) })
  await press(place, 'Change')
  await type(place, 'Done by', '2026-01-01')
  await press(place, 'Save')
  await seeing(place, 'Choose a date from today on')
  expect(labelled(place, 'Done by').getAttribute('aria-invalid')).toBe('true')
})

test('a prerequisite that is met names the action that met it', async () => {
  const by = { title: 'Our choice card', scan: 'Spring', doneOn: '2026-10-02' }
  const { place } = await showAction({ prerequisites: [{ ...needed, state: 'done', by }] })
  expect(place.textContent).toContain('Done on 2 October 2026: Our choice card, in the plan for Spring.')
})

test('an action that is not here, or that one may not see, says so', async () => {
  answering({ 'GET /api/plans/p1': plan({ actions: [] }) })
  const place = await show(<ActionPage planId="p1" actionId="a1" />)
  await seeing(place, 'This action is not here')
})

test('of two tabs the second sees both versions; keeping the other one changes nothing', async () => {
  const theirs = action({ version: 4, title: 'From the other tab' })
  const { place, fetched } = await showAction(
    {},
    {
      'PUT /api/actions/a1': problem(409, 'version-conflict', { current: theirs }),
    },
  )
  await press(place, 'Change')
  await type(place, 'Title', 'From this tab')
  await press(place, 'Save')
  await seeing(place, 'Someone else was first')
  expect(place.querySelector('.versions')?.textContent).toContain('From this tab')
  expect(place.querySelector('.versions')?.textContent).toContain('From the other tab')
  expect(place.querySelector('dialog')?.textContent).not.toContain('Status')
  await press(place, 'Keep the other version')
  expect(bodies(fetched, 'PUT')).toHaveLength(1)
})

test('a step that someone took in the meantime is named among the differences', async () => {
  const conflict = problem(409, 'version-conflict', { current: action({ version: 2, status: 'started' }) })
  const { place } = await showAction({}, { 'PUT /api/actions/a1': conflict })
  await press(place, 'Change')
  await press(place, 'Save')
  await seeing(place, 'Someone else was first')
  expect(place.querySelector('.versions')?.textContent).toBe(
    'StatusWhat you wrotePlannedWhat is there nowStarted',
  )
})

test('keeping my version sends it again on top of the other one', async () => {
  const conflict = problem(409, 'version-conflict', { current: action({ version: 4, title: 'Other' }) })
  const { place, fetched } = await showAction({}, { 'PUT /api/actions/a1': conflict })
  await press(place, 'Change')
  await type(place, 'Title', 'Mine')
  await press(place, 'Save')
  await seeing(place, 'Someone else was first')
  await press(place, 'Keep my version')
  await vi.waitFor(() => expect(bodies(fetched, 'PUT')).toHaveLength(2))
  expect(bodies(fetched, 'PUT')[1]).toMatchObject({ version: 4, title: 'Mine' })
})

test('each tick of the check list is stored at once', async () => {
  const checks = [{ id: 'c1', text: 'Talk about it', done: false }]
  const { place, fetched } = await showAction({ checks }, { 'PUT /api/actions/a1/checks': action() })
  await act(() => labelled(place, 'Talk about it').click())
  await vi.waitFor(() =>
    expect(bodies(fetched, 'PUT')).toEqual([{ version: 1, checks: [{ ...checks[0], done: true }] }]),
  )
})

test('a prerequisite is skipped with a reason', async () => {
  const { place, fetched } = await showAction(
    { prerequisites: [needed] },
    { 'POST /api/actions/a1/waivers': action() },
  )
  expect(place.textContent).toContain('not done yet')
  await press(place, 'Skip: Choice card')
  await type(place, 'Why can Choice card', 'We have one')
  await fire(place.querySelector('dialog form'), 'submit')
  await vi.waitFor(() =>
    expect(bodies(fetched, 'POST')).toEqual([{ libraryActionId: 'A-1', reason: 'We have one' }]),
  )
})

test('the link of the owner is shown once, and can be withdrawn', async () => {
  const linkedAt = '2026-11-21T09:00:00Z'
  const made = { link: 'http://regie.test/a#secret', mailed: false, action: action({ linkedAt }) }
  const { place, fetched } = await showAction(
    { linkedAt },
    { 'POST /api/actions/a1/links': made, 'DELETE /api/actions/a1/links': action() },
  )
  await press(place, 'Make a new link')
  await vi.waitFor(() => expect(labelled(place, 'Link for Olga').value).toBe('http://regie.test/a#secret'))
  expect(place.textContent).toContain('olga@elders.test is ready under Messages')
  await press(place, 'Withdraw the link')
  await fire(place.querySelector('dialog form'), 'submit')
  await vi.waitFor(() =>
    expect(fetched).toHaveBeenCalledWith(
      '/api/actions/a1/links',
      expect.objectContaining({ method: 'DELETE' }),
    ),
  )
})

test('what was done shows whether its topic moved since', async () => {
  const verdict = { state: 'moved', direction: 'higher' }
  const judged = { actionId: 'a1', verdict, unitName: 'De Brug', perspectives: [] }
  const changes = {
    scan: { id: 's2', title: 'Spring', closedAt: '2027-05-01', validation: 'piloted' },
    actions: [judged],
  }
  const { place } = await showAction({ status: 'done' }, { 'GET /api/plans/p1/changes': changes })
  await seeing(place, 'Moved: higher')
  expect(place.textContent).toContain('Tried in a pilot, not validated')
})

test('a manager who does not own it can confirm and add a note, not change it', async () => {
  const may = { change: false, confirm: true }
  const { place } = await showAction(
    { status: 'done', may },
    { 'GET /api/plans/p1/changes': { scan: null, actions: [] } },
    false,
  )
  await seeing(place, 'After a re-scan')
  expect(named(place, 'Confirm')).toBeTruthy()
  expect(named(place, 'Add a note')).toBeTruthy()
  for (const words of ['Change', 'Open again', 'Make a link']) expect(() => named(place, words)).toThrow()
})
