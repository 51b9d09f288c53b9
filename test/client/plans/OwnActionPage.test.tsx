import { act } from 'preact/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { OwnActionPage } from '#client/plans/OwnActionPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { OwnAction } from '#server/plans/contract.ts'
import { answering, labelled, named, press, problem, seeing, show, type } from '../screen.tsx'

const secret = 'a-secret-of-enough-characters'
const own: OwnAction = {
  organisation: 'De Brug',
  version: 3,
  title: 'Ask first',
  description: 'Open every meeting with a question',
  dimension: { nl: 'Regie', en: 'Client in control' },
  ownerName: 'Olga Smit',
  dueOn: '2026-12-01',
  status: 'planned',
  late: false,
  evidence: null,
  stopReason: null,
  prerequisites: [],
  checks: [{ id: 'c1', text: 'Talk about it', done: false }],
  history: [],
}
const lookUp = 'POST /api/own-actions/lookups'

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', `/a#${secret}`)
})

async function showOwn(changes: Partial<OwnAction> = {}, answers: Record<string, unknown> = {}) {
  const fetched = answering({ [lookUp]: { ...own, ...changes }, ...answers })
  const place = await show(<OwnActionPage />, { state: 'signed-out', setupNeeded: false, demo: false })
  await seeing(place, 'How is it going?')
  return { place, fetched }
}

const sent = (fetched: ReturnType<typeof answering>, path: string) =>
  fetched.mock.calls.filter(([url]) => url === path).map(([, init]) => JSON.parse(String(init?.body)))

test('shows the one action, and the secret never stands in an address that is sent', async () => {
  const { place, fetched } = await showOwn()
  for (const words of ['Ask first', 'De Brug', 'Client in control', '1 December 2026']) {
    expect(place.textContent).toContain(words)
  }
  expect(fetched.mock.calls.every(([url]) => !url.includes(secret))).toBe(true)
})

test.each([
  ['a link that was withdrawn', problem(404, 'link-revoked')],
  ['a link with a typing error', problem(400, 'invalid-input')],
])('%s says what to do', async (_what, answer) => {
  answering({ [lookUp]: answer })
  const place = await show(<OwnActionPage />)
  await seeing(place, 'This link no longer works')
})

test('without a network it can be tried again', async () => {
  answering({ [lookUp]: problem(503, 'temporarily-unavailable') })
  const place = await show(<OwnActionPage />)
  await seeing(place, 'not available for a moment')
  expect(named(place, 'Try again')).toBeTruthy()
})

test('reporting it done asks for evidence, and a second try sends the same report', async () => {
  const path = '/api/own-actions/events'
  const { place, fetched } = await showOwn({}, { [`POST ${path}`]: problem(503, 'temporarily-unavailable') })
  await press(place, 'It is done')
  await type(place, 'How can one see', 'A photo of the board')
  await press(place, 'Send')
  await seeing(place, 'not available for a moment')
  await press(place, 'Send')
  await vi.waitFor(() => expect(sent(fetched, path)).toHaveLength(2))
  const [first, second] = sent(fetched, path)
  expect(first).toEqual({ secret, id: expect.any(String), kind: 'done', evidence: 'A photo of the board' })
  expect(second).toEqual(first)
})

test('a report that arrived is confirmed in words', async () => {
  const { place } = await showOwn({}, { 'POST /api/own-actions/events': own })
  await press(place, 'I have started')
  await press(place, 'Send')
  await seeing(place, 'Your report was kept')
})

test('ticks are sent with the version they belong to', async () => {
  const { place, fetched } = await showOwn({}, { 'PUT /api/own-actions/checks': own })
  await act(() => labelled(place, 'Talk about it').click())
  await vi.waitFor(() =>
    expect(sent(fetched, '/api/own-actions/checks')).toEqual([
      { secret, version: 3, checks: [{ id: 'c1', text: 'Talk about it', done: true }] },
    ]),
  )
})

test.each<[OwnAction['status'], string]>([
  ['done', 'Someone else still confirms it'],
  ['confirmed', 'someone else has confirmed it'],
  ['stopped', 'This action was stopped'],
])('what is %s only takes a note', async (status, words) => {
  const { place } = await showOwn({ status })
  expect(place.textContent).toContain(words)
  expect(named(place, 'Tell something')).toBeTruthy()
  expect(() => named(place, 'It is done')).toThrow()
})
