import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOutbox } from '#client/responses/outbox.ts'
import { RespondPage } from '#client/responses/RespondPage.tsx'
import { speak } from '#client/responses/words.ts'
import type { SubmitResponse } from '#server/responses/contract.ts'
import { press, problem, seeing } from '../screen.tsx'
import { emptyDraft, questionnaire } from './questionnaire.ts'

const CODE = '2EE9C4Q1W9PZS02GTC6KR186XM'
const outbox = openOutbox(CODE, localStorage)
const received = () => Response.json({ state: 'received' })
const away = () => Promise.reject(new TypeError('no network'))

let place: HTMLElement
/** What the server answers; a test changes it as it goes. */
let server: Record<string, () => Response | Promise<Response>>
let sent: SubmitResponse[]

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('fetch', async (path: string, { body = '' }: { body?: string }) => {
    if (path === '/api/responses') sent.push(JSON.parse(body))
    const answer = server[path]
    if (!answer) throw new Error(`nobody answers ${path}`)
    return answer()
  })
  localStorage.clear()
  sent = []
  server = { '/api/questionnaires': () => Response.json(questionnaire), '/api/responses': received }
  history.replaceState(null, '', `/r#${CODE}`)
  narrow()
  speak('en')
})
afterEach(() => {
  leave()
  vi.unstubAllGlobals()
})

const narrow = () => vi.stubGlobal('matchMedia', () => screenOf(false))
const wide = () => vi.stubGlobal('matchMedia', () => screenOf(true))
const screenOf = (matches: boolean) => ({
  matches,
  addEventListener: () => {},
  removeEventListener: () => {},
})

/** Opening the page, and opening it again after a reload or a crash. */
async function open(): Promise<void> {
  leave()
  place = document.createElement('div')
  document.body.append(place)
  await act(() => render(<RespondPage />, place))
}

function leave(): void {
  if (!place) return
  act(() => render(null, place))
  place.remove()
}

async function start(): Promise<void> {
  await open()
  await seeing(place, 'De Brug asks')
  await press(place, 'Start')
}

const radio = (item: string, value: string) =>
  place.querySelector<HTMLInputElement>(`input[name="${item}"][value="${value}"]`)

async function choose(item: string, value: string): Promise<void> {
  await act(() => radio(item, value)?.click())
}

const tellWindow = (event: Event) => act(() => void dispatchEvent(event))

async function nextUntil(words: string): Promise<void> {
  for (let page = 0; page < 20 && !place.textContent?.includes(words); page++) await press(place, 'Next')
  expect(place.textContent).toContain(words)
}

async function write(words: string): Promise<void> {
  const area = place.querySelector('textarea')
  if (!area) throw new Error('there is nothing to write in')
  await act(() => {
    area.value = words
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

async function speakDutch(): Promise<void> {
  const select = place.querySelector('select')
  if (!select) throw new Error('there is no choice of language')
  await act(() => {
    select.value = 'nl'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

describe('before the first question', () => {
  test('the page tells who asks, how long it takes and who sees what from how many answers', async () => {
    await open()
    await seeing(place, 'De Brug asks about your experience')
    for (const words of ['About 5 minutes', '9 statements', 'at least 6 colleagues', 'Tuesday 1 December']) {
      expect(place.textContent).toContain(words)
    }
  })

  test('without a code in the address one can be typed from paper', async () => {
    history.replaceState(null, '', '/r')
    await open()
    const field = place.querySelector<HTMLInputElement>('#code')
    const type = (code: string) =>
      act(() => {
        if (!field) throw new Error('there is no field')
        field.value = code
        field.dispatchEvent(new Event('input', { bubbles: true }))
      })
    await type('2ee9')
    await press(place, 'Next')
    expect(place.textContent).toContain('Here are 4.')
    await type('2ee9-c4q1 w9pz s02g tc6k r186 xm')
    await press(place, 'Next')
    await seeing(place, 'De Brug asks')
    expect(location.hash).toBe(`#${CODE}`)
  })

  test.each([
    ['an unknown code', () => problem(404, 'unknown-code'), 'We do not know this code'],
    ['a closed scan', () => problem(410, 'scan-closed'), 'This scan has closed'],
    [
      'a scan that opens later',
      () => problem(409, 'scan-not-open', { current: { opensAt: '2026-12-24T08:00:00Z' } }),
      'from Thursday 24 December',
    ],
    ['too many wrong codes', () => problem(429, 'too-many-requests'), 'Many wrong codes'],
    ['a fault of ours', () => problem(500, 'unexpected'), 'cannot be reached'],
    ['a page of the network itself', () => new Response('<h1>Log in</h1>'), 'cannot be reached'],
    ['no network', away, 'cannot be reached'],
  ])('%s has a clear page', async (_what, answer, words) => {
    server['/api/questionnaires'] = answer
    await open()
    await seeing(place, words)
  })

  test('after no network, trying again opens the questions', async () => {
    server['/api/questionnaires'] = away
    await open()
    await seeing(place, 'cannot be reached')
    server['/api/questionnaires'] = () => Response.json(questionnaire)
    await press(place, 'Try again')
    await seeing(place, 'De Brug asks')
  })
})

describe('answering', () => {
  test('a phone shows one statement at a time, with a label on every point', async () => {
    await start()
    expect(place.querySelector('h1')?.textContent).toBe('Topic 1 of 3 · Statement 1 of 2 Listening')
    expect(place.querySelectorAll('fieldset')).toHaveLength(1)
    expect(place.querySelector('legend')?.textContent).toBe('Statement L1')
    expect([...place.querySelectorAll('.point')].map((label) => label.textContent)).toEqual([
      ...[1, 2, 3, 4, 5].map((value) => `Point ${value}`),
      'Not applicable',
    ])
  })

  test('a wide screen shows a topic at a time, five statements at most', async () => {
    wide()
    await start()
    expect(place.querySelectorAll('fieldset')).toHaveLength(2)
    await press(place, 'Next')
    expect(place.querySelectorAll('fieldset')).toHaveLength(5)
    await press(place, 'Next')
    expect(place.querySelectorAll('fieldset')).toHaveLength(1)
  })

  test('each tap is kept and says so; a reload comes back to the same place', async () => {
    await start()
    await choose('L1', '4')
    await press(place, 'Next')
    await choose('L2', 'na')
    expect(place.textContent).toMatch(/Saved at \d\d:\d\d/)
    await open()
    await seeing(place, 'Statement L2')
    expect(radio('L2', 'na')?.checked).toBe(true)
    await press(place, 'Back')
    expect(radio('L1', '4')?.checked).toBe(true)
  })

  test('a reload without network shows the questions that were kept', async () => {
    await start()
    await choose('L1', '4')
    server = { '/api/questionnaires': away }
    await open()
    await seeing(place, 'Statement L1')
    expect(radio('L1', '4')?.checked).toBe(true)
  })

  test('the heading of each new page has the focus', async () => {
    await start()
    expect(document.activeElement).toBe(place.querySelector('h1'))
    await press(place, 'Next')
    expect(document.activeElement?.textContent).toContain('Statement 2 of 2')
  })

  test('another language keeps the place and the answers', async () => {
    await start()
    await press(place, 'Next')
    await choose('L2', '2')
    await speakDutch()
    expect(place.querySelector('legend')?.textContent).toBe('Statement L2 (nl)')
    expect(radio('L2', '2')?.checked).toBe(true)
    await open()
    await seeing(place, 'Statement L2 (nl)')
  })

  test('the back key of the phone goes to the previous page', async () => {
    await start()
    await tellWindow(new PopStateEvent('popstate', { state: { place: 'intro' } }))
    expect(place.textContent).toContain('De Brug asks')
  })

  test('of the topics, one too many is explained and not ticked', async () => {
    await start()
    await nextUntil('Which topics?')
    const boxes = [...place.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    for (const box of boxes) await act(() => box.click())
    expect(place.querySelector('[role=alert]')?.textContent).toContain('You already chose 2')
    expect(boxes.map((box) => box.checked)).toEqual([true, true, false])
  })

  test('own words come with a hint, and a gentle warning when they look personal', async () => {
    await start()
    await nextUntil('What must stay?')
    expect(place.textContent).toContain('Name nobody')
    await write(`Ask jan@voorbeeld.nl ${'x'.repeat(60)}`)
    expect(place.querySelector('.question [role=status]')?.textContent).toContain('e-mail address')
    expect(place.textContent).toContain('69 characters left')
  })

  test('the review counts what is open and leads there', async () => {
    await start()
    await choose('L1', '4')
    await nextUntil('Check your answers')
    expect(place.textContent).toContain('8 statements are not answered')
    expect(place.textContent).toContain('Listening 1 of 2 answered')
    await press(place, 'Go to the first open one')
    expect(place.querySelector('legend')?.textContent).toBe('Statement L2')
  })
})

describe('on a shared computer', () => {
  async function declineKeeping() {
    await open()
    await seeing(place, 'De Brug asks')
    await act(() => place.querySelector<HTMLInputElement>('input[type=checkbox]')?.click())
    await press(place, 'Start')
  }

  test('nothing is left on the device, and the page says so', async () => {
    await declineKeeping()
    await choose('L1', '4')
    expect(place.textContent).toContain('Not saved on this device')
    expect(localStorage.length).toBe(0)
  })

  test('the answers can still be sent, and the browser is asked to drop what it kept by itself (row 32)', async () => {
    const drop = vi.fn(() => new Response(null, { status: 204 }))
    server['/api/device-traces'] = drop
    await declineKeeping()
    await choose('L1', '4')
    await nextUntil('Check your answers')
    await press(place, 'Send')
    await seeing(place, 'Thank you')
    expect(sent[0]?.answers).toEqual({ L1: 4 })
    expect(drop).toHaveBeenCalledOnce()
  })

  test('a full storage says the same and loses nothing', async () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    vi.stubGlobal('localStorage', { length: 0, getItem: () => null, setItem: full, removeItem: () => {} })
    await open()
    await seeing(place, 'De Brug asks')
    await press(place, 'Start')
    await choose('L1', '4')
    expect(place.textContent).toContain('Not saved on this device')
    expect(radio('L1', '4')?.checked).toBe(true)
  })
})

describe('sending', () => {
  async function fillIn(onSharedDevice = false) {
    await open()
    await seeing(place, 'De Brug asks')
    if (onSharedDevice)
      await act(() => place.querySelector<HTMLInputElement>('input[type=checkbox]')?.click())
    await press(place, 'Start')
    await choose('L1', '4')
    await nextUntil('What must stay?')
    await write('The coffee')
    await nextUntil('Check your answers')
  }

  test('brings the answers in one piece, thanks and leaves no answer behind', async () => {
    await fillIn()
    await press(place, 'Send')
    await seeing(place, 'Thank you')
    expect(place.textContent).toContain('until Tuesday 1 December')
    expect(sent).toEqual([
      {
        code: CODE,
        submissionId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
        answers: { L1: 4 },
        importance: [],
        comments: { 'OPEN-KEEP': 'The coffee' },
      },
    ])
    expect(Object.values({ ...localStorage })).toEqual([JSON.stringify({ closesAt: emptyDraft.closesAt })])
    expect(place.textContent).toContain('this device only remembers')
    expect(location.href).not.toContain(CODE)
  })

  test('row 14: who comes back on the same device hears that answers went out from it, and may go on', async () => {
    await fillIn()
    await press(place, 'Send')
    await seeing(place, 'Thank you')
    history.replaceState(null, '', `/r#${CODE}`)
    await open()
    await seeing(place, 'already been sent from this device')
    await press(place, 'Start')
    expect(place.querySelector('legend')?.textContent).toBe('Statement L1')
  })

  test.each([
    'kept on the device',
    'kept nowhere',
  ])('row 14: a full link is told, and answers %s can be sent later', async (kept) => {
    await fillIn(kept === 'kept nowhere')
    server['/api/responses'] = () => problem(429, 'link-full')
    await press(place, 'Send')
    await seeing(place, 'This link is full')
    server['/api/responses'] = received
    await press(place, 'Try again')
    await seeing(place, 'Thank you')
    expect(sent[1]).toEqual(sent[0])
  })

  test('without network it waits visibly, and goes out as soon as the network is back, once', async () => {
    server['/api/responses'] = away
    await fillIn()
    await press(place, 'Send')
    await seeing(place, 'Not sent yet')
    expect(place.textContent).toContain('safe on this device')
    server['/api/responses'] = () => problem(503, 'temporarily-unavailable', {}, { 'retry-after': '2' })
    await tellWindow(new Event('online'))
    await vi.waitFor(() => expect(sent).toHaveLength(2))
    server['/api/responses'] = received
    await vi.waitFor(async () => {
      if (place.textContent?.includes('Not sent')) await press(place, 'Try again now')
      expect(place.textContent).toContain('Thank you')
    })
    expect(new Set(sent.map(({ submissionId }) => submissionId)).size).toBe(1)
  })

  test('goes on by itself after a reload, with the same id', async () => {
    server['/api/responses'] = away
    await fillIn()
    await press(place, 'Send')
    await seeing(place, 'Not sent yet')
    server = { '/api/responses': received }
    await open()
    await seeing(place, 'Thank you')
    expect(sent[1]).toEqual(sent[0])
  })

  test.each([
    ['already-submitted', 409, 'This code has already been used'],
    ['scan-closed', 410, 'This scan has closed'],
    ['unknown-code', 404, 'We do not know this code'],
  ])('%s is told, and the answers leave the device', async (code, status, words) => {
    server['/api/responses'] = () => problem(status, code)
    await fillIn()
    await press(place, 'Send')
    await seeing(place, words)
    expect(localStorage.length).toBe(0)
  })

  test('answers that the server refuses can be mended and sent again', async () => {
    server['/api/responses'] = () => problem(422, 'invalid-text')
    await fillIn()
    await press(place, 'Send')
    await seeing(place, 'could not be stored')
    await press(place, 'Back to my answers')
    await seeing(place, 'Check your answers')
    expect(place.textContent).toContain('The coffee')
    server['/api/responses'] = received
    await press(place, 'Send')
    await seeing(place, 'Thank you')
  })

  test('after too many tries it waits like without network: the answers are good', async () => {
    server['/api/responses'] = () => problem(429, 'too-many-requests', {}, { 'retry-after': '600' })
    await fillIn()
    await press(place, 'Send')
    await seeing(place, 'Not sent yet')
  })
})

describe('two windows with the same code', () => {
  const tell = (news: object) =>
    act(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('regie.answers.'))
      const newValue = JSON.stringify(news)
      localStorage.setItem(key ?? '', newValue)
      dispatchEvent(new StorageEvent('storage', { key, newValue }))
    })

  test('each shows what the other answered and keeps its own place', async () => {
    await start()
    await choose('L1', '4')
    const mine = outbox.find() ?? emptyDraft
    await tell({ ...mine, place: 'T1', answers: { ...mine.answers, L2: 2 } })
    expect(place.querySelector('legend')?.textContent).toBe('Statement L1')
    await press(place, 'Next')
    expect(radio('L2', '2')?.checked).toBe(true)
  })

  test('what the other stored a moment ago survives the next tap here', async () => {
    await start()
    await choose('L1', '4')
    const mine = outbox.find() ?? emptyDraft
    outbox.keep({ ...mine, answers: { ...mine.answers, C2: 5 } })
    await choose('L1', '3')
    expect(outbox.find()?.answers).toEqual({ L1: 3, C2: 5 })
  })

  test('when the other has sent, this one thanks too', async () => {
    await start()
    await tell({ sent: emptyDraft.closesAt })
    await seeing(place, 'Thank you')
  })

  test('when the other has sent, this one stops trying', async () => {
    server['/api/responses'] = away
    await start()
    await nextUntil('Check your answers')
    await press(place, 'Send')
    await seeing(place, 'Not sent yet')
    await tell({ sent: emptyDraft.closesAt })
    await seeing(place, 'Thank you')
    await tellWindow(new Event('online'))
    expect(sent).toHaveLength(1)
  })

  test('when the other is sending, this one no longer changes anything', async () => {
    server['/api/responses'] = away
    await start()
    const mine = outbox.find() ?? emptyDraft
    outbox.keep({ ...mine, sending: true })
    await choose('L1', '3')
    await seeing(place, 'Not sent yet')
    expect(outbox.find()?.answers).toEqual({})
  })
})
