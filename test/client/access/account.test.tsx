import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AccountPage } from '#client/access/AccountPage.tsx'
import { SignInPage } from '#client/access/SignInPage.tsx'
import { HomePage } from '#client/home/HomePage.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'

const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const address = `otpauth://totp/Regie:mia?secret=${key}`
const codes = ['4fqe6-0n0r0', '76vpx-rr7r1']
const off = { active: false, required: false, backupCodesLeft: 0, hasPassword: true }
const on = { active: true, required: false, backupCodesLeft: 10, hasPassword: true }
const here = {
  id: 'here',
  startedAt: '2026-11-20T08:00:00Z',
  lastUsedAt: '2026-11-20T09:00:00Z',
  current: true,
}
const there = { ...here, id: 'there', current: false }
const done = new Response(null, { status: 204 })
const account = (more: Record<string, unknown> = {}) =>
  answering({
    'GET /api/account/second-factor': off,
    'GET /api/account/sessions': { sessions: [here, there] },
    ...more,
  })

const calls = (fetched: ReturnType<typeof answering>, method: string) =>
  fetched.mock.calls
    .filter(([, init]) => init?.method === method)
    .map(([path, init]) => [path, init?.body === undefined ? undefined : JSON.parse(String(init.body))])

const withState = (secondFactor: 'on' | 'office-waits' | 'all-waits'): Session =>
  ({ ...mia, secondFactor }) as Session

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

test('who comes in through the own organisation only is asked for no password', async () => {
  account({})
  const place = await show(<AccountPage />, { ...mia, hasPassword: false } as Session)
  await seeing(place, 'have no password here')
  expect(place.querySelectorAll('input[type="password"]')).toHaveLength(0)
  expect(place.querySelector('a[href="/forgot-password"]')?.textContent).toBe('Ask for a link')
  await press(place, 'Remove my account')
  expect(place.querySelectorAll('input[type="password"]')).toHaveLength(0)
})

describe('setting up the second step', () => {
  const setUp = {
    'POST /api/account/second-factor-setups': { key, address },
    'PUT /api/account/second-factor': { codes },
  }

  test('shows a square and the key in fours, and asks for a code to prove it', async () => {
    const fetched = account(setUp)
    const place = await show(<AccountPage />)
    await seeing(place, 'Who guesses your password')
    await press(place, 'Set up the second step')
    await seeing(place, 'Add Regie')
    expect(place.querySelector('svg[role="img"]')?.getAttribute('aria-label')).toContain('Square to scan')
    expect(labelled(place, 'Key').value).toBe(`GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ`)
    expect(named(place, 'Open the app').getAttribute('href')).toBe(address)
    const code = labelled(place, 'Code from your app')
    expect([code.autocomplete, code.inputMode]).toEqual(['one-time-code', 'numeric'])
    await type(place, 'Code from your app', ' 123456 ')
    await press(place, 'Switch on the second step')
    await seeing(place, 'The second step is on')
    expect(calls(fetched, 'PUT')).toEqual([['/api/account/second-factor', { code: '123456' }]])
  })

  test('shows the backup codes once, to copy or print', async () => {
    account(setUp)
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const place = await show(<AccountPage />)
    await seeing(place, 'Who guesses your password')
    await press(place, 'Set up the second step')
    await seeing(place, 'Add Regie')
    await type(place, 'Code from your app', '123456')
    await press(place, 'Switch on the second step')
    await seeing(place, 'these codes only once')
    expect(labelled(place, 'Your ten backup codes').value).toBe(codes.join('\n'))
    await press(place, 'Print')
    expect(print).toHaveBeenCalledOnce()
    account({ 'GET /api/account/second-factor': on })
    await press(place, 'I have kept them')
    await seeing(place, 'You have 10 backup codes left')
    expect(document.body.innerHTML).not.toContain(codes[0])
  })

  test('says in words that a code was wrong, and keeps the key on the screen', async () => {
    account({ ...setUp, 'PUT /api/account/second-factor': problem(403, 'wrong-code') })
    const place = await show(<AccountPage />)
    await seeing(place, 'Who guesses your password')
    await press(place, 'Set up the second step')
    await seeing(place, 'Add Regie')
    await type(place, 'Code from your app', '000000')
    await press(place, 'Switch on the second step')
    await seeing(place, 'Type the next code of your app')
    expect(labelled(place, 'Key').value).toContain('GEZD')
  })
})

describe('when it is on', () => {
  test('new codes are made after the password was given', async () => {
    const fetched = account({
      'GET /api/account/second-factor': { ...on, backupCodesLeft: 2 },
      'POST /api/account/backup-codes': { codes },
    })
    const place = await show(<AccountPage />, withState('on'))
    await seeing(place, 'You have only 2 backup codes left')
    await press(place, 'Make new backup codes')
    await type(place, 'Your password', 'regie-begint-bij-mia')
    await press(place, 'Make new backup codes')
    await seeing(place, 'these codes only once')
    expect(calls(fetched, 'POST')).toEqual([
      ['/api/account/backup-codes', { password: 'regie-begint-bij-mia' }],
    ])
  })

  test('who signs in without a password gives a code to switch it off', async () => {
    const fetched = account({
      'GET /api/account/second-factor': { ...on, hasPassword: false },
      'POST /api/account/second-factor-removals': done,
    })
    const place = await show(<AccountPage />, withState('on'))
    await seeing(place, 'You sign in with a code')
    await press(place, 'Switch off the second step')
    await type(place, 'Code from your app', '123456')
    await press(place, 'Switch off the second step')
    await vi.waitFor(() =>
      expect(calls(fetched, 'POST')).toEqual([['/api/account/second-factor-removals', { code: '123456' }]]),
    )
  })

  test('who needs it for the work cannot switch it off, and reads why', async () => {
    account({ 'GET /api/account/second-factor': { ...on, required: true } })
    const place = await show(<AccountPage />, withState('on'))
    await seeing(place, 'Your work needs the second step')
    expect(place.textContent).not.toContain('Switch off')
  })
})

describe('who needs it and has none', () => {
  test('reads on the account page why the other pages wait', async () => {
    account({ 'GET /api/account/second-factor': { ...off, required: true } })
    const place = await show(<AccountPage />, withState('all-waits'))
    await seeing(place, 'After that everything is open to you')
    await seeing(place, 'Your work needs this')
  })

  test('reads at home that the work for the programme waits, and only then', async () => {
    answering({})
    const waiting = await show(<HomePage />, withState('office-waits'))
    await seeing(waiting, 'You also work for the programme team')
    expect(named(waiting, 'Set up the second step').getAttribute('href')).toBe('/account')
    expect((await show(<HomePage />, withState('on'))).textContent).not.toContain('programme team')
  })

  test('is led to it from a page that is refused', async () => {
    account({ 'GET /api/account/second-factor': problem(403, 'second-factor-needed') })
    const place = await show(<AccountPage />)
    await seeing(place, 'you sign in with a second step')
    expect(place.textContent).not.toContain('Try again')
  })
})

describe('where one is signed in', () => {
  test('this device is told from another, which can be signed out', async () => {
    const fetched = account({ 'DELETE /api/account/sessions/there': done })
    const place = await show(<AccountPage />)
    await seeing(place, 'Another device')
    const lines = [...place.querySelectorAll('.people > li')].map((line) => line.textContent)
    expect(lines).toEqual([
      expect.stringMatching(/^This deviceStarted: 20 Nov 2026, 09:00\. Last used: 20 Nov 2026, 10:00\.$/),
      expect.stringMatching(/^Another device.*Sign out$/),
    ])
    await press(place, 'Sign out on the device that started: 20 Nov 2026, 09:00')
    await vi.waitFor(() =>
      expect(calls(fetched, 'DELETE')).toEqual([['/api/account/sessions/there', undefined]]),
    )
  })

  test('a new password empties the list of other devices, without a reload of the page', async () => {
    let sessions = [here, there]
    account({
      'GET /api/account/sessions': () => ({ sessions }),
      'PUT /api/account/password': () => {
        sessions = [here]
        return null
      },
    })
    const place = await show(<AccountPage />)
    await seeing(place, 'Another device')
    await type(place, 'Present password', 'the bridge never opens')
    await type(place, 'New password', 'the bridge always opens')
    await press(place, 'Change password')
    await vi.waitFor(() => expect(place.textContent).not.toContain('Another device'))
    await seeing(place, 'This device')
  })

  test('signing out everywhere asks first', async () => {
    const fetched = account({ 'DELETE /api/account/sessions': problem(503, 'temporarily-unavailable') })
    const place = await show(<AccountPage />)
    await seeing(place, 'Another device')
    await press(place, 'Sign out everywhere')
    await seeing(document.body, 'You are signed out on every device')
    expect(calls(fetched, 'DELETE')).toEqual([])
  })
})

describe('the second step of signing in', () => {
  const half: Session = { state: 'second-factor-needed', demo: false }

  test('is one field for the code of the app', async () => {
    const fetched = answering({
      'POST /api/session/second-factor': problem(429, 'too-many-requests', {}, { 'retry-after': '241' }),
    })
    const place = await show(<SignInPage />, half)
    expect(place.querySelectorAll('input')).toHaveLength(1)
    const code = labelled(place, 'Code from your app')
    expect([code.autocomplete, code.inputMode]).toEqual(['one-time-code', 'numeric'])
    await type(place, 'Code from your app', '123456')
    await press(place, 'Sign in')
    await seeing(place, 'Wait 5 minutes and try again')
    expect(calls(fetched, 'POST')).toEqual([['/api/session/second-factor', { code: '123456' }]])
  })

  test('takes a backup code instead, and says what to do without one', async () => {
    const fetched = answering({ 'POST /api/session/second-factor': problem(403, 'wrong-code') })
    const place = await show(<SignInPage />, half)
    await type(place, 'Code from your app', '12')
    await press(place, 'Use a backup code')
    expect(labelled(place, 'Backup code').value).toBe('')
    expect(place.textContent).toContain('ask who runs the server')
    await type(place, 'Backup code', codes[0] ?? '')
    await press(place, 'Sign in')
    await seeing(place, 'This code is not right')
    expect(calls(fetched, 'POST')).toEqual([['/api/session/second-factor', { code: codes[0] }]])
    await press(place, 'Use the code from the app')
    expect(labelled(place, 'Code from your app').value).toBe('')
    expect(document.activeElement).toBe(labelled(place, 'Code from your app'))
    expect(place.textContent).not.toContain('This code is not right')
  })

  test('can be left, to sign in as somebody else', async () => {
    const fetched = answering({ 'DELETE /api/session': done })
    const place = await show(<SignInPage />, half)
    await press(place, 'Start again')
    await vi.waitFor(() => expect(calls(fetched, 'DELETE')).toEqual([['/api/session', undefined]]))
  })
})
