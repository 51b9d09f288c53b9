import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newDraft } from '#client/responses/draft.ts'
import { openOutbox } from '#client/responses/outbox.ts'
import { RespondPage } from '#client/responses/RespondPage.tsx'
import { speak } from '#client/responses/words.ts'
import type { AnswerPromise } from '#server/privacy/contract.ts'
import en from '../../../client/text/en/what-happens.json' with { type: 'json' }
import fi from '../../../client/text/fi/what-happens.json' with { type: 'json' }
import nl from '../../../client/text/nl/what-happens.json' with { type: 'json' }
import { press, seeing } from '../screen.tsx'
import { questionnaire } from './questionnaire.ts'

const both = (words: string) => ({ nl: `${words} (nl)`, en: words })
const few = { state: 'few' } as const
const promise: AnswerPromise = {
  perspective: 'professional',
  minimums: [
    { perspective: 'professional', minimum: 6 },
    { perspective: 'client', minimum: 11 },
  ],
  detail: 10,
  comments: { people: 10, together: 5 },
  openLink: true,
  months: 24,
  until: '2028-12-01T23:00:00.000Z',
  officerName: 'Fien Postma',
  officerContact: 'fg@debrug.test',
  host: 'Hosting Noord',
  group: { people: 15, isExact: false },
  sample: {
    state: 'shown',
    answered: 12,
    response: { state: 'shown', invited: 15, bound: 'at-least', percentage: 66, low: false },
    topics: [
      {
        title: both('Listening'),
        cell: {
          state: 'shown',
          score: { value: 72, label: '72' },
          basis: { state: 'counted', n: 12, invited: 15 },
          interval: { state: 'range', low: 64, high: 80, margin: 8 },
        },
      },
      {
        title: both('Choosing'),
        cell: { state: 'shown', score: { value: 5, label: '<5' }, basis: few, interval: { state: 'none' } },
      },
    ],
    hasDetail: true,
  },
}

let place: HTMLElement
let told: AnswerPromise | undefined
let asked: string[]
let codes = 0

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (path === '/api/questionnaires') return Response.json(questionnaire)
    if (path === '/api/answer-promises' && told) return Response.json(told)
    throw new TypeError('no network')
  })
  localStorage.clear()
  told = promise
  asked = []
  codes++
  // what is read of one code is kept, so each test has its own
  history.replaceState(null, '', `/r#2EE9C4Q1W9PZS02GTC6KR18${codes.toString().padStart(3, '0')}`)
  speak('en')
})
afterEach(() => {
  act(() => render(null, place))
  place.remove()
  vi.unstubAllGlobals()
})

const outbox = () => openOutbox(location.hash.slice(1), localStorage)

async function explain(): Promise<string> {
  place = document.createElement('div')
  document.body.append(place)
  await act(() => render(<RespondPage />, place))
  await seeing(place, 'De Brug asks')
  await press(place, 'What happens with my answers?')
  await vi.waitFor(() => expect(place.textContent).not.toContain('De Brug asks'))
  return place.textContent ?? ''
}

describe('what happens with my answers, before the first question', () => {
  test('tells who sees what, from how many answers, and until when, as this scan promised', async () => {
    await explain()
    await seeing(place, en.title)
    for (const words of [
      'Professionals: averages from 6 answers on.',
      'Clients: averages from 11 answers on.',
      'at least 10 answers, and always at least 5 together',
      'Every hour Regie looks whether at least 6 answers',
      'Hosting Noord runs the computers',
      'on 2 December 2028 at the latest',
      'Fien Postma, fg@debrug.test',
      en.openLink,
      en.paper,
    ]) {
      expect(place.textContent).toContain(words)
    }
    expect(place.textContent).not.toContain('Managers: averages')
    expect(place.textContent).not.toContain(en.ownCode)
    expect(place.querySelector('a')?.getAttribute('href')).toBe(`/privacy${location.hash}`)
  })

  test('shows an example as it will look, marked as one, with the width that large groups get', async () => {
    await explain()
    await seeing(place, en.sampleTitle)
    const sample = place.querySelector('.sample')?.textContent
    expect(sample).toContain('Example')
    expect(sample).toContain('At least 66% answered.')
    expect(sample).toContain('Listening72 of 100, about 64 to 80')
    expect(sample).toContain('Choosing<5 of 100')
    expect(place.textContent).toContain('a group of about 15 people, like yours, of whom 12 answered')
  })

  test('a group that is too small sees that it will show nothing', async () => {
    told = { ...promise, sample: { state: 'hidden' } }
    await explain()
    await seeing(place, 'that takes 6 answers. As long as that is so, nobody sees figures of your group.')
    expect(place.querySelector('.sample')).toBeNull()
  })

  test('without settings of the organisation nobody is made up', async () => {
    told = { ...promise, officerName: '', officerContact: '', host: '', openLink: false }
    await explain()
    for (const words of [en.host, en.askInviter, en.ownCode]) await seeing(place, words)
  })

  test('its heading gets the focus, and back leads to where one was', async () => {
    await explain()
    await seeing(place, en.title)
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H1'))
    await press(place, 'Back')
    await seeing(place, 'De Brug asks')
  })

  test('without network it says so and tries again when asked', async () => {
    told = undefined
    await explain()
    await seeing(place, 'There is no connection')
    expect(place.querySelector('h1')?.textContent).toBe('What happens with my answers?')
    told = promise
    await press(place, 'Try again')
    await seeing(place, en.title)
  })

  test('is read at the start, so that it is there when the network has gone', async () => {
    place = document.createElement('div')
    document.body.append(place)
    await act(() => render(<RespondPage />, place))
    await seeing(place, 'De Brug asks')
    await press(place, 'Start')
    await vi.waitFor(() => expect(asked).toContain('/api/answer-promises'))
    told = undefined
    await press(place, 'Back')
    await press(place, 'What happens with my answers?')
    await seeing(place, en.title)
    expect(outbox().findPromise()).toEqual(promise)
  })

  test('after a reload without network it is told from what the device kept with the answers', async () => {
    const kept = outbox()
    kept.keep(newDraft('some-id', 'en', questionnaire.closesAt))
    kept.keepQuestions(questionnaire)
    kept.keepPromise(promise)
    told = undefined
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    await explain()
    await seeing(place, en.title)
    expect(place.textContent).toContain('Fien Postma, fg@debrug.test')
  })
})

type Words = Record<string, string>
const holes = (text = '') => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()

test.each([
  ['Dutch', nl],
  ['Finnish', fi],
])('its %s words are complete and plain, with the holes of the English ones', (_name, words: Words) => {
  expect(Object.keys(words)).toEqual(Object.keys(en))
  expect(Object.entries(en).filter(([key, text]) => holes(text) !== holes(words[key]))).toEqual([])
  expect(JSON.stringify(words)).not.toMatch(/!|tenant|token|k-anonym/i)
})
