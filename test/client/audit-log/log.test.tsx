import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AuditLogPage } from '#client/audit-log/AuditLogPage.tsx'
import { asQuery, choosing, filtersIn } from '#client/audit-log/filters.ts'
import { setLanguage } from '#client/text/text.ts'
import { answering, labelled, press, problem, seeing, show, type } from '../screen.tsx'

const person = { userId: 'u1', name: 'Mia de Vries' }
const thing = { kind: 'scan', id: '11111111-1111-4111-8111-111111111111', name: 'Voorjaar 2026' }
const entry = {
  position: 2,
  at: '2026-11-21T09:30:00Z',
  person,
  role: 'messenger',
  deed: 'scans:launch',
  things: [thing],
  details: {},
}
const gone = { ...entry, position: 1, deed: 'units:remove', things: [{ kind: 'unit', id: 'u', name: null }] }
const log = {
  entries: [entry, gone],
  hasMore: false,
  people: [person],
  failedSignIns: { days: 30, attempts: 3 },
}
const whole = { state: 'whole', entries: 2, hash: 'abc123' }
const answers = { 'GET /api/audit-log': log, 'GET /api/audit-log/check': whole }

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', '/organisation/log')
})
afterEach(() => vi.unstubAllGlobals())

describe('the log', () => {
  test('says in plain words who did what, and that something is no longer there', async () => {
    answering(answers)
    const place = await show(<AuditLogPage />)
    await seeing(place, 'Mia de Vries launched Voorjaar 2026')
    expect(place.textContent).toContain('Mia de Vries removed a team that is no longer there')
    expect(place.textContent).toContain('Whoever fills in a scan is never in it')
    expect(place.textContent).toContain('signing in failed 3 times')
  })

  test('says the same in Dutch', async () => {
    await setLanguage('nl')
    answering(answers)
    await seeing(await show(<AuditLogPage />), 'Mia de Vries startte Voorjaar 2026')
  })

  test('was checked, and gives the mark to write down', async () => {
    answering(answers)
    const place = await show(<AuditLogPage />)
    await seeing(place, 'Checked: 2 lines, nothing changed or removed')
    expect(place.querySelector('code')?.textContent).toBe('2:abc123')
  })

  test('that was tampered with says from which line', async () => {
    answering({ ...answers, 'GET /api/audit-log/check': { state: 'broken', position: 7 } })
    await seeing(await show(<AuditLogPage />), 'The log is not right from line 7')
  })

  test('what was chosen stands in the address, and a name leaves only what it is about', async () => {
    answering({
      ...answers,
      'GET /api/audit-log?topic=scans': log,
      [`GET /api/audit-log?topic=scans&thing=${thing.id}`]: { ...log, entries: [entry] },
    })
    const place = await show(<AuditLogPage />)
    await seeing(place, 'launched')
    await type(place, 'About', 'scans')
    await vi.waitFor(() => expect(location.search).toBe('?topic=scans'))
    await seeing(place, 'launched')
    await press(place, 'Only lines about Voorjaar 2026')
    await seeing(place, 'Only about: Voorjaar 2026')
    expect(place.querySelector<HTMLAnchorElement>('a[download]')?.getAttribute('href')).toBe(
      `/api/audit-log.csv?topic=scans&thing=${thing.id}`,
    )
  })

  test('keeps the focus and what was found while the next choice is on its way', async () => {
    let arrive: (answer: unknown) => void = () => {}
    const late = new Promise((done) => {
      arrive = done
    })
    answering({ ...answers, 'GET /api/audit-log?topic=scans': () => late })
    const place = await show(<AuditLogPage />)
    await seeing(place, 'launched')
    labelled(place, 'About').focus()
    await type(place, 'About', 'scans')
    await vi.waitFor(() => expect(place.querySelector('[aria-busy="true"]')).not.toBeNull())
    expect(place.textContent).toContain('launched')
    expect(document.activeElement).toBe(labelled(place, 'About'))
    arrive({ ...log, entries: [] })
    await seeing(place, 'Nothing found with these choices')
  })

  test('waits for the whole year of a day that is typed', async () => {
    answering({ ...answers, 'GET /api/audit-log?from=2026-03-01': log })
    const place = await show(<AuditLogPage />)
    await seeing(place, 'launched')
    for (const day of ['0002-03-01', '0020-03-01', '0202-03-01']) await type(place, 'From', day)
    expect(location.search).toBe('')
    await type(place, 'From', '2026-03-01')
    await vi.waitFor(() => expect(location.search).toBe('?from=2026-03-01'))
  })

  test('says when there is nothing, nothing found, or no answer', async () => {
    answering({ ...answers, 'GET /api/audit-log': { ...log, entries: [] } })
    await seeing(await show(<AuditLogPage />), 'There is nothing in this log yet')
    history.replaceState(null, '', '/organisation/log?topic=plans')
    answering({ ...answers, 'GET /api/audit-log?topic=plans': { ...log, entries: [] } })
    await seeing(await show(<AuditLogPage />), 'Nothing found with these choices')
    history.replaceState(null, '', '/organisation/log')
    answering({ 'GET /api/audit-log': problem(403, 'forbidden') })
    await seeing(await show(<AuditLogPage />), 'Checking the lines did not work')
  })
})

test('another choice begins again at the newest line, and what is unknown stays out of the address', () => {
  const filters = filtersIn({ before: '40', person: 'u1', strange: 'x', topic: '' })
  expect(filters).toEqual({ before: '40', person: 'u1' })
  expect(asQuery(choosing(filters, { topic: 'plans' }))).toBe('?person=u1&topic=plans')
  expect(asQuery(choosing(filters, { before: '20' }))).toBe('?person=u1&before=20')
})
