import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AcceptInvitationPage } from '#client/access/AcceptInvitationPage.tsx'
import { ForgotPasswordPage } from '#client/access/ForgotPasswordPage.tsx'
import { ResetPasswordPage } from '#client/access/ResetPasswordPage.tsx'
import { SetupPage } from '#client/access/SetupPage.tsx'
import { SignInPage } from '#client/access/SignInPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { answering, mia, press, problem, seeing, show, type } from '../screen.tsx'

const outside = { state: 'signed-out' as const, setupNeeded: false, demo: false }
const sentence = 'the bridge never opens'
const done = new Response(null, { status: 204 })

beforeEach(async () => {
  await setLanguage('en')
  answering({})
})
afterEach(() => vi.unstubAllGlobals())

const at = (address: string) => history.replaceState(null, '', address)
const bodyOf = (fetched: ReturnType<typeof answering>, path: string) => {
  const call = fetched.mock.calls.find(([each, init]) => each === path && init?.method !== 'GET')
  return JSON.parse(String(call?.[1]?.body))
}

describe('signing in', () => {
  test('sends the address without spaces and says what was wrong', async () => {
    const fetched = answering({ 'POST /api/session': problem(401, 'wrong-password') })
    const place = await show(<SignInPage />, outside)
    await type(place, 'E-mail address', ' mia@debrug.test ')
    await type(place, 'Password', sentence)
    await press(place, 'Sign in')
    await seeing(place, 'The e-mail address or the password is not right')
    expect(bodyOf(fetched, '/api/session')).toEqual({ email: 'mia@debrug.test', password: sentence })
  })

  test('someone who is signed in goes on to where they wanted to be', async () => {
    at('/sign-in?return=%2Fplans')
    await show(<SignInPage />, mia)
    await vi.waitFor(() => expect(location.pathname).toBe('/plans'))
  })

  test.each([
    ['was signed out, or lost the access', 'signed-out', 'whether you still have access'],
    ['handed over and left', 'handed-over', 'The handover is done'],
    ['signed out everywhere', 'signed-out-everywhere', 'You are signed out everywhere'],
    ['took another role', 'new-role', 'Your role was changed'],
    ['removed the account', 'removed', 'Your account was removed'],
  ])('tells somebody who %s why they are here', async (_who, because, words) => {
    at(`/sign-in?because=${because}`)
    await seeing(await show(<SignInPage />, outside), words)
  })

  test.each([
    '',
    '?because=valueOf',
    '?return=%2Fplans',
  ])('tells a visitor nothing but how to sign in (%s)', async (query) => {
    at(`/sign-in${query}`)
    expect((await show(<SignInPage />, outside)).querySelector('.notice')).toBeNull()
  })

  test('tells how to start when Regie was not set up', async () => {
    await seeing(await show(<SignInPage />, { ...outside, setupNeeded: true }), 'has not been set up yet')
  })

  test('offers one click in the demonstration, and not outside it', async () => {
    const fetched = answering({ 'POST /api/demo-session': mia })
    const place = await show(<SignInPage />, { ...outside, demo: true })
    await press(place, 'Go on as manager')
    expect(bodyOf(fetched, '/api/demo-session')).toEqual({ role: 'manager' })
    expect((await show(<SignInPage />, outside)).textContent).not.toContain('Go on as manager')
  })
})

describe('the first start', () => {
  test('asks for organisation and messenger, and marks a password that is easy to guess', async () => {
    at('/setup#the-secret')
    const weak = problem(422, 'weak-password', { errors: [{ path: '/password', code: 'weak-password' }] })
    const fetched = answering({ 'POST /api/setup-lookups': done, 'POST /api/setup': weak })
    const place = await show(<SetupPage />, outside)
    await seeing(place, 'Your organisation')
    await type(place, 'Name of your organisation', 'De Brug')
    await type(place, 'Kind of organisation', 'municipality')
    await type(place, 'Name of the programme', 'Zuid')
    await type(place, 'Your name', 'Mia')
    await type(place, 'E-mail address', 'mia@debrug.test')
    await type(place, 'Choose a password', 'welkom')
    await press(place, 'Set up Regie')
    await seeing(place, 'This password is too easy to guess')
    expect(place.querySelector('.field-error')?.textContent).toContain('12 characters')
    expect(bodyOf(fetched, '/api/setup')).toEqual({
      secret: 'the-secret',
      organisationName: 'De Brug',
      organisationKind: 'municipality',
      programmeName: 'Zuid',
      name: 'Mia',
      email: 'mia@debrug.test',
      password: 'welkom',
    })
  })

  test.each([
    ['a wrong link', problem(404, 'not-found'), 'This link is not right'],
    ['a used link', problem(410, 'setup-done'), 'already been set up'],
    ['a server that is away', problem(503, 'temporarily-unavailable'), 'not available for a moment'],
  ])('with %s says what to do', async (_case, answer, words) => {
    answering({ 'POST /api/setup-lookups': answer })
    await seeing(await show(<SetupPage />, outside), words)
  })
})

describe('an invitation', () => {
  const max = { name: 'Max', email: 'max@debrug.test', role: 'manager' }
  const welcome = { organisationName: 'De Brug', ...max, hasAccount: false, signOn: null }

  test('says who asks and as what one takes part, and needs only a password', async () => {
    at('/invitation#max-secret')
    const fetched = answering({
      'POST /api/invitation-lookups': welcome,
      'POST /api/invitation-acceptances': problem(409, 'email-taken'),
    })
    const place = await show(<AcceptInvitationPage />, outside)
    await seeing(place, 'De Brug invites you')
    expect(place.textContent).toContain('Manager')
    await type(place, 'Choose a password', sentence)
    await press(place, 'Take part')
    await seeing(place, 'There is already an account')
    expect(bodyOf(fetched, '/api/invitation-acceptances')).toEqual({
      secret: 'max-secret',
      password: sentence,
    })
  })

  test('can be accepted with the account of the own organisation, or with a password all the same', async () => {
    at('/invitation#max-secret')
    const journeys = '/api/single-sign-on/providers/brug/journeys'
    const fetched = answering({
      'POST /api/invitation-lookups': { ...welcome, signOn: { id: 'brug', name: 'De Brug Werkplek' } },
      [`POST ${journeys}`]: { address: 'https://login.debrug.test/auth' },
    })
    const leave = vi.spyOn(location, 'assign').mockImplementation(() => {})
    const place = await show(<AcceptInvitationPage />, outside)
    await seeing(place, 'without a new password')
    expect(place.textContent).toContain('Or choose a password')
    await press(place, 'Join with De Brug Werkplek')
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith('https://login.debrug.test/auth'))
    expect(bodyOf(fetched, journeys)).toEqual({ invitation: 'max-secret' })
    leave.mockRestore()
  })

  test.each([
    ['that is unknown', problem(404, 'not-found'), 'no longer works'],
    ['that was used', problem(410, 'link-expired'), 'no longer works'],
    ['while the server is away', problem(503, 'temporarily-unavailable'), 'Try again'],
  ])('%s says so', async (_case, answer, words) => {
    answering({ 'POST /api/invitation-lookups': answer })
    await seeing(await show(<AcceptInvitationPage />, outside), words)
  })
})

describe('a forgotten password', () => {
  test('leads to the same answer for every address, also without a mail server', async () => {
    answering({ 'POST /api/password-resets': new Response('null', { status: 202 }) })
    const place = await show(<ForgotPasswordPage />, outside)
    await type(place, 'E-mail address', 'nobody@debrug.test')
    await press(place, 'Ask for a link')
    await seeing(place, 'If nobody@debrug.test belongs to an account')
    expect(place.textContent).toContain('Ask the messenger')
  })

  test('is chosen anew by the link', async () => {
    at('/reset-password#reset')
    const fetched = answering({ 'PUT /api/password-resets': done })
    const place = await show(<ResetPasswordPage />, outside)
    await type(place, 'Choose a password', sentence)
    await press(place, 'Save password')
    await seeing(place, 'Your new password was saved')
    expect(bodyOf(fetched, '/api/password-resets')).toEqual({ secret: 'reset', password: sentence })
  })

  test('needs a new link when this one is too old', async () => {
    at('/reset-password#old')
    answering({ 'PUT /api/password-resets': problem(410, 'link-expired') })
    const place = await show(<ResetPasswordPage />, outside)
    await type(place, 'Choose a password', sentence)
    await press(place, 'Save password')
    await seeing(place, 'Ask for a new link')
    expect(place.querySelector('input')).toBeNull()
  })

  test('needs a link at all', async () => {
    at('/reset-password')
    await seeing(await show(<ResetPasswordPage />, outside), 'Ask for a new link')
  })
})
