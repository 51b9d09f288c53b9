import { act } from 'preact/test-utils'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { PaperAnswersPage } from '#client/paper-answers/PaperAnswersPage.tsx'
import { PaperFormPage } from '#client/paper-answers/PaperFormPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { PaperForm, PaperPreview } from '#server/paper-answers/contract.ts'
import type { Questionnaire } from '#server/responses/contract.ts'
import type { Scan } from '#server/scans/contract.ts'
import { scan } from '../scans/scan-fixtures.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'

beforeAll(() => setLanguage('en'))
beforeEach(() => history.replaceState(null, '', '/scans/s1/paper'))

const open: Scan = { ...scan, status: 'open', daysLeft: 6, closesAt: '2026-12-04T23:00:00Z' }
const words = (text: string) => ({ nl: `${text} (nl)`, en: text })
const forProfessionals: Questionnaire = {
  organisation: 'De Brug',
  title: 'Najaarsscan',
  perspective: 'professional',
  languages: ['nl', 'en'],
  closesAt: '2026-12-04T23:00:00Z',
  minutes: 7,
  minimum: 5,
  instruction: words('Think of the past three months'),
  points: [1, 2, 3].map((value) => ({
    value,
    label: words(['never', 'sometimes', 'always'][value - 1] ?? ''),
  })),
  notApplicable: words('does not apply'),
  dimensions: [
    { id: 'listening', title: words('Listening'), items: [{ id: 'LIS1', text: words('I listen first') }] },
  ],
  importance: { text: words('Which topics first?'), maxPicks: 2 },
  questions: [{ id: 'OPEN-KEEP', text: words('What must stay?'), maxLength: 600 }],
  hint: words('Name nobody'),
}
const form: PaperForm = {
  mostBytes: 5 * 1024 * 1024,
  groups: [
    { unitId: 'oost', unit: 'Noord / Oost', perspective: 'professional', invited: 12 },
    { unitId: 'oost', unit: 'Noord / Oost', perspective: 'client', invited: 20 },
  ],
  questionnaires: [
    forProfessionals,
    {
      ...forProfessionals,
      perspective: 'client',
      dimensions: [
        {
          id: 'listening',
          title: words('Listening'),
          items: [{ id: 'LIS2', text: words('My coach listens') }],
        },
      ],
    },
  ],
}
const ready: PaperPreview = {
  state: 'ready',
  fresh: 30,
  known: 10,
  groups: [
    { unitId: 'oost', unit: 'Noord / Oost', perspective: 'professional', invited: 12, fresh: 12, known: 4 },
    { unitId: 'oost', unit: 'Noord / Oost', perspective: 'client', invited: 40, fresh: 18, known: 6 },
  ],
}
const PREVIEW = 'POST /api/scans/s1/paper-answers/previews'
const STORE = 'POST /api/scans/s1/paper-answers'
const page = { 'GET /api/scans/s1': open, 'GET /api/scans/s1/paper-answers/form': form }

async function opened(answers: Record<string, unknown> = {}, session = mia) {
  const fetched = answering({ ...page, ...answers })
  const place = await show(<PaperAnswersPage scanId="s1" />, session)
  await seeing(place, 'Answers on paper')
  return { place, fetched, sent: () => fetched.mock.calls.filter(([, init]) => init?.method === 'POST') }
}

async function choose(place: HTMLElement, ...[parts, name]: [BlobPart[], string]) {
  const field = labelled(place, 'CSV file with the answers')
  Object.defineProperty(field, 'files', { configurable: true, value: [new File(parts, name)] })
  await act(() => void field.dispatchEvent(new Event('change', { bubbles: true })))
}

describe('before a file is chosen', () => {
  test('three steps, who should type, and what goes into which column', async () => {
    const { place } = await opened()
    await seeing(place, 'In three steps')
    expect(place.querySelectorAll('.paper-steps > li')).toHaveLength(3)
    expect(place.textContent).toContain('Whoever types, knows the answers')
    expect(place.textContent).toContain('professional = professionals, client = clients')
    expect(place.textContent).toContain('1 = never, 2 = sometimes, 3 = always. Type na for “does not apply”')
    expect(place.textContent).toContain('At most 2 topics')
    expect(place.textContent).toContain('The answer to: What must stay?')
    expect(place.textContent).toContain('Noord / Oost')
    expect(named(place, 'Example file').getAttribute('href')).toBe(
      '/api/scans/s1/paper-answers/template?language=en',
    )
    expect(named(place, 'Questions to print').getAttribute('href')).toBe('/scans/s1/paper/form')
  })

  test('the field for the file is one that works by keyboard', async () => {
    const { place } = await opened()
    await seeing(place, 'Choose the file')
    const field = labelled(place, 'CSV file with the answers')
    expect([field.type, field.disabled, field.tabIndex]).toEqual(['file', false, 0])
    const hint = document.getElementById(field.getAttribute('aria-describedby') ?? '')
    expect(hint?.textContent).toContain('At most 5 MB')
  })

  test('a scan that is still to open tells when, and has its example and questions ready', async () => {
    const { place } = await opened({ 'GET /api/scans/s1': { ...open, status: 'scheduled' } })
    await seeing(place, 'The scan opens on 23 November 2026')
    expect(place.textContent).toContain('Example file')
    expect(place.querySelector('input[type=file]')).toBeNull()
  })

  test.each([
    ['closed', 'The scan is closed. No more answers can be added.'],
    ['draft', 'The scan has not been launched yet.'],
  ])('a scan that is %s says so and asks for no file', async (status, told) => {
    const { place } = await opened({ 'GET /api/scans/s1': { ...open, status } })
    await seeing(place, told)
    expect(place.querySelector('input[type=file]')).toBeNull()
  })

  test('a manager is told that this is for the messenger', async () => {
    const { place } = await opened({}, { ...mia, role: 'manager' } as typeof mia)
    await seeing(place, 'Your account may not do this')
    expect(place.querySelector('input[type=file]')).toBeNull()
  })
})

describe('a file that is not sent', () => {
  test.each([
    ['an empty one', [], 'answers.csv', 'This file is empty.'],
    ['a workbook', ['PK\u0003\u0004'], 'answers.xlsx', 'This is not a CSV file.'],
    ['a program', ['a\0b'], 'answers.csv', 'This is not a CSV file.'],
    ['more than five megabytes', ['x'.repeat(5 * 1024 * 1024 + 1)], 'answers.csv', 'larger than 5 MB'],
  ])('%s', async (_what, parts, name, told) => {
    const { place, sent } = await opened()
    await seeing(place, 'Choose the file')
    await choose(place, parts, name)
    await seeing(place, told)
    expect(place.querySelector('[role=alert]')?.textContent).toContain(told)
    expect(sent()).toEqual([])
  })

  test('a hundred megabytes are not even read', async () => {
    const { place, sent } = await opened()
    await seeing(place, 'Choose the file')
    const huge = { name: 'huge.csv', size: 100 * 1024 * 1024, arrayBuffer: vi.fn() }
    const field = labelled(place, 'CSV file with the answers')
    Object.defineProperty(field, 'files', { configurable: true, value: [huge] })
    await act(() => void field.dispatchEvent(new Event('change', { bubbles: true })))
    await seeing(place, 'larger than 5 MB')
    expect(huge.arrayBuffer).not.toHaveBeenCalled()
    expect(sent()).toEqual([])
  })

  test('one that the device cannot read', async () => {
    const { place } = await opened()
    await seeing(place, 'Choose the file')
    const locked = { name: 'a.csv', size: 10, arrayBuffer: () => Promise.reject(new Error('locked')) }
    const field = labelled(place, 'CSV file with the answers')
    Object.defineProperty(field, 'files', { configurable: true, value: [locked] })
    await act(() => void field.dispatchEvent(new Event('change', { bubbles: true })))
    await seeing(place, 'Your device cannot read this file')
  })
})

describe('a sound file', () => {
  test('is shown first, stored when told to, and then the paper is to be destroyed', async () => {
    const { place, sent } = await opened({ [PREVIEW]: ready, [STORE]: { stored: 30, known: 10 } })
    await seeing(place, 'Choose the file')
    await choose(place, ['respondent;unit\n1;Caf', new Uint8Array([0xc3, 0xa9])], 'answers.csv')
    await seeing(place, 'How we read answers.csv')
    expect(place.textContent).toContain('30 new forms.')
    expect(place.textContent).toContain('10 forms are already in. They stay as they are.')
    expect(place.textContent).toContain(
      'Noord / Oost, professionals: more forms than people you asked here (12)',
    )
    expect(sent()).toHaveLength(1)
    await press(place, 'Store 30 forms')
    await seeing(place, '30 forms stored')
    expect(place.textContent).toContain('10 forms were already in and were not stored again.')
    expect(place.textContent).toContain('Now destroy the paper forms')
    for (const [, init] of sent()) {
      expect(init?.body).toBe('respondent;unit\n1;Café')
      expect(init?.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' })
    }
    await press(place, 'Another file')
    await vi.waitFor(() => expect(labelled(place, 'CSV file with the answers')).toBeTruthy())
    expect(place.textContent).not.toContain('30 forms stored')
  })

  test('can be dropped on the field as well', async () => {
    const { place } = await opened({ [PREVIEW]: ready })
    await seeing(place, 'Choose the file')
    const drop = new Event('drop', { bubbles: true, cancelable: true })
    Object.defineProperty(drop, 'dataTransfer', { value: { files: [new File(['a,b'], 'dragged.csv')] } })
    await act(() => void place.querySelector('.drop-zone')?.dispatchEvent(drop))
    await seeing(place, 'How we read dragged.csv')
    expect(drop.defaultPrevented).toBe(true)
  })

  test('that was stored before has nothing to store', async () => {
    const known = { ...ready, fresh: 0, known: 40, groups: [{ ...ready.groups[0], fresh: 0, known: 40 }] }
    const { place } = await opened({ [PREVIEW]: known })
    await seeing(place, 'Choose the file')
    await choose(place, ['a,b'], 'answers.csv')
    await seeing(place, 'These 40 forms are already in')
    expect(place.textContent).toContain('Corrected answers under an old number are not taken over')
    const buttons = [...place.querySelectorAll('button')].map((button) => button.textContent)
    expect(buttons.filter((words) => words.startsWith('Store'))).toEqual([])
  })

  test('while it is being stored the page says so, and a second press sends nothing', async () => {
    let finish = (_answer: unknown) => {}
    const waiting = new Promise((resolve) => {
      finish = resolve
    })
    const { place, sent } = await opened({ [PREVIEW]: ready, [STORE]: () => waiting })
    await seeing(place, 'Choose the file')
    await choose(place, ['a,b'], 'answers.csv')
    await seeing(place, 'Store 30 forms')
    const fetchStub = globalThis.fetch
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      await fetchStub(path, init)
      return Response.json(await waiting)
    })
    await press(place, 'Store 30 forms')
    await seeing(place, 'The answers are being stored.')
    await press(place, 'Store 30 forms')
    finish({ stored: 30, known: 0 })
    await seeing(place, '30 forms stored')
    expect(sent()).toHaveLength(2)
  })

  test('when the connection breaks nothing is lost, and sending again is offered', async () => {
    let online = false
    const { place } = await opened({
      [PREVIEW]: ready,
      [STORE]: () => {
        if (!online) throw new TypeError('failed to fetch')
        return { stored: 0, known: 40 }
      },
    })
    await seeing(place, 'Choose the file')
    await choose(place, ['a,b'], 'answers.csv')
    await seeing(place, 'Store 30 forms')
    await press(place, 'Store 30 forms')
    await seeing(place, 'There is no connection')
    expect(place.textContent).toContain('Sending again does no harm')
    online = true
    await press(place, 'Store 30 forms')
    await seeing(place, 'These 40 forms are already in')
    expect(place.textContent).toContain('Now destroy the paper forms')
  })

  test('of a scan that closed meanwhile is not stored, and the page says why', async () => {
    const { place } = await opened({ [PREVIEW]: ready, [STORE]: problem(409, 'scan-closed') })
    await seeing(place, 'Choose the file')
    await choose(place, ['a,b'], 'answers.csv')
    await seeing(place, 'Store 30 forms')
    await press(place, 'Store 30 forms')
    await seeing(place, 'This scan is closed')
  })
})

describe('a file with faults', () => {
  const faulty: PaperPreview = {
    state: 'faulty',
    sound: 38,
    faultCount: 512,
    faults: [
      { line: 3, column: 'LIS1', code: 'outside-scale' },
      { line: 3, column: 'LIS1', code: 'outside-scale' },
      { line: 7, column: null, code: 'too-few-cells' },
    ],
  }

  test('names line, column and what is wrong, and offers nothing to store', async () => {
    const { place } = await opened({ [PREVIEW]: faulty })
    await seeing(place, 'Choose the file')
    await choose(place, ['a,b'], 'answers.csv')
    await seeing(place, '512 mistakes in answers.csv')
    expect(place.textContent).toContain('Nothing was stored. Correct the file')
    expect(place.textContent).toContain('38 forms are fine.')
    expect(place.textContent).toContain('These are the first 3.')
    const lines = [...place.querySelectorAll('.table-frame tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    )
    expect(lines).toContainEqual(['3 LIS1', 'This figure is not on the scale.'])
    expect(lines).toContainEqual(['7 whole line', 'This line has fewer cells than the first line.'])
    expect(place.textContent).not.toContain('Store 38 forms')
  })

  test('corrected under the same name, it is read anew', async () => {
    const answers = [faulty, ready]
    const { place } = await opened({ [PREVIEW]: () => answers.shift() })
    await seeing(place, 'Choose the file')
    await choose(place, ['a,b'], 'answers.csv')
    await seeing(place, '512 mistakes')
    await choose(place, ['a,c'], 'answers.csv')
    await seeing(place, 'Store 30 forms')
    expect(place.textContent).not.toContain('512 mistakes')
  })
})

test('when reading fails the page says why and offers to try again', async () => {
  const answers = [problem(503, 'temporarily-unavailable'), Response.json(ready)]
  const fetched = answering(page)
  const place = await show(<PaperAnswersPage scanId="s1" />)
  await seeing(place, 'Choose the file')
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    path.endsWith('/previews') ? Promise.resolve(answers.shift()) : fetched(path, init),
  )
  await choose(place, ['a,b'], 'answers.csv')
  await seeing(place, 'The system is not available')
  await press(place, 'Try again')
  await seeing(place, 'How we read answers.csv')
})

test('the questions on paper carry the column of each statement, for whom one chooses', async () => {
  answering(page)
  const place = await show(<PaperFormPage scanId="s1" />)
  await seeing(place, 'LIS1 I listen first')
  expect(place.textContent).toContain('Hand in this form by 4 December 2026')
  expect(place.querySelectorAll('.sheet-statements thead th')).toHaveLength(4)
  expect(place.textContent).toContain('Choose at most 2.')
  await type(place, 'For whom', 'client')
  await seeing(place, 'LIS2 My coach listens')
  expect(place.textContent).not.toContain('I listen first')
})
