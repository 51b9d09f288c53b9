import { beforeEach, describe, expect, test } from 'vitest'
import { answer } from '#client/responses/draft.ts'
import { deliver, forgetOld, openOutbox, pauseBefore } from '#client/responses/outbox.ts'
import type { AnswerPromise } from '#server/privacy/contract.ts'
import { emptyDraft, questionnaire } from './questionnaire.ts'

const CODE = '2EE9C4Q1W9PZS02GTC6KR186XM'
const draft = answer(emptyDraft, 'L1', 4)
const promise = { until: '2028-12-01T23:00:00.000Z' } as AnswerPromise

beforeEach(() => localStorage.clear())

describe('what is kept on the device', () => {
  test('comes back under the same code only, and the code itself is not kept', () => {
    const outbox = openOutbox(CODE, localStorage)
    expect(outbox.keep(draft)).toBe(true)
    outbox.keepQuestions(questionnaire)
    expect(openOutbox(CODE, localStorage).find()).toEqual(draft)
    expect(openOutbox(CODE, localStorage).findQuestions()).toEqual(questionnaire)
    expect(openOutbox(`${CODE.slice(0, -1)}N`, localStorage).find()).toBeUndefined()
    expect(JSON.stringify({ ...localStorage })).not.toContain(CODE)
  })

  test('is gone after sending; only that somebody answered from here stays, until a week after the closing', () => {
    const outbox = openOutbox(CODE, localStorage)
    expect(outbox.wasSent()).toBe(false)
    outbox.keep(draft)
    outbox.keepQuestions(questionnaire)
    outbox.keepPromise(promise)
    outbox.eraseSent()
    // it may come when everything has been sent already
    outbox.keepPromise(promise)
    expect(outbox.wasSent()).toBe(true)
    expect(Object.values({ ...localStorage })).toEqual([JSON.stringify({ closesAt: draft.closesAt })])
    expect(openOutbox(`${CODE.slice(0, -1)}N`, localStorage).wasSent()).toBe(false)
    forgetOld(localStorage, Date.parse('2026-12-09T00:00:00Z'))
    expect(localStorage.length).toBe(0)
  })

  test('who kept nothing on the device leaves no mark either', () => {
    const outbox = openOutbox(CODE, localStorage)
    outbox.eraseSent()
    expect(outbox.wasSent()).toBe(false)
    expect(localStorage.length).toBe(0)
  })

  test('damaged notes count as nothing', () => {
    const outbox = openOutbox(CODE, localStorage)
    outbox.keep(draft)
    localStorage.setItem(localStorage.key(0) ?? '', '{"answers":')
    expect(outbox.find()).toBeUndefined()
  })

  test.each([
    ['a browser without storage', undefined],
    ['a full or forbidden storage', storageThatRefuses()],
  ])('%s says that nothing was kept, and does no harm', (_what, storage) => {
    const outbox = openOutbox(CODE, storage)
    expect(outbox.keep(draft)).toBe(false)
    expect(outbox.find()).toBeUndefined()
    outbox.eraseSent()
  })

  test('a draft is forgotten a week after its scan closed, with its questions', () => {
    const outbox = openOutbox(CODE, localStorage)
    outbox.keep(draft)
    outbox.keepQuestions(questionnaire)
    outbox.keepPromise(promise)
    forgetOld(localStorage, Date.parse('2026-12-08T22:00:00Z'))
    expect(outbox.find()).toEqual(draft)
    forgetOld(localStorage, Date.parse('2026-12-09T00:00:00Z'))
    expect(localStorage.length).toBe(0)
    forgetOld(undefined, 0)
  })

  test('nothing of another program is touched', () => {
    localStorage.setItem('regie.language', 'nl')
    forgetOld(localStorage, Date.parse('2036-01-01T00:00:00Z'))
    expect(localStorage.getItem('regie.language')).toBe('nl')
  })
})

describe('another window with the same code', () => {
  const outbox = openOutbox(CODE, localStorage)
  const keyOf = () => {
    outbox.keep(draft)
    return localStorage.key(0) ?? ''
  }

  test('tells its answers, and that it has sent them', () => {
    const key = keyOf()
    expect(outbox.newsOf({ key, newValue: JSON.stringify(draft) })).toEqual({ draft })
    expect(outbox.newsOf({ key, newValue: JSON.stringify({ sent: 5 }) })).toEqual({ sent: 5 })
  })

  test('tells nothing when it erases, damages or writes something else', () => {
    const key = keyOf()
    expect(outbox.newsOf({ key, newValue: null })).toBeUndefined()
    expect(outbox.newsOf({ key, newValue: '{' })).toBeUndefined()
    expect(outbox.newsOf({ key: 'other', newValue: JSON.stringify(draft) })).toBeUndefined()
  })
})

describe('sending', () => {
  test.each([
    ['the first pause is about a second', 0, undefined, 0.5, 1000],
    ['pauses double', 4, undefined, 0.5, 16_000],
    ['up to a minute', 500, undefined, 0.5, 60_000],
    ['phones spread: half as long at least', 3, undefined, 0, 4000],
    ['and half as long again at most', 3, undefined, 1, 12_000],
    ['never before the server wants it', 0, 30, 0.5, 30_000],
  ])('%s', (_rule, attempt, retryAfter, chance, expected) => {
    expect(pauseBefore(attempt, retryAfter, chance)).toBe(expected)
  })

  test('goes on through an hour of failures and ends at the first clear answer', async () => {
    const answers = [
      ...Array(70).fill({ state: 'away' }),
      { state: 'away', retryAfter: 90 },
      { state: 'received' },
    ]
    const pauses: number[] = []
    const answered = await deliver(
      async () => answers.shift() as { state: 'received' },
      async (milliseconds) => void pauses.push(milliseconds),
    )
    expect(answered).toEqual({ state: 'received' })
    expect(pauses).toHaveLength(71)
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(90_000)
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(30 * 60_000)
  })

  test('a refusal ends it at once', async () => {
    const refused = { state: 'refused' as const, code: 'scan-closed' }
    expect(
      await deliver(
        async () => refused,
        () => Promise.reject(new Error('paused')),
      ),
    ).toBe(refused)
  })
})

function storageThatRefuses(): Storage {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  return { length: 0, key: () => null, clear: refuse, getItem: refuse, setItem: refuse, removeItem: refuse }
}
