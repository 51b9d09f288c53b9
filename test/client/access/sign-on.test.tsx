import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EmailChangePage } from '#client/access/EmailChangePage.tsx'
import { EmailForm } from '#client/access/EmailForm.tsx'
import { keepReturnPath } from '#client/access/link-secret.ts'
import { OtherWays } from '#client/access/OtherWays.tsx'
import { SignInLinkPage } from '#client/access/SignInLinkPage.tsx'
import { SingleSignOnPage } from '#client/access/SingleSignOnPage.tsx'
import { setLanguage, t } from '#client/text/text.ts'
import { answering, labelled, mia, press, problem, seeing, show, type } from '../screen.tsx'

const outside = { state: 'signed-out' as const, setupNeeded: false, demo: false }
const done = new Response(null, { status: 204 })
const accepted = new Response('null', { status: 202 })
const providers = { 'GET /api/single-sign-on/providers': [{ id: 'werkplein', name: 'Werkplein Noord' }] }

beforeEach(() => setLanguage('en'))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const at = (address: string) => history.replaceState(null, '', address)
const calls = (fetched: ReturnType<typeof answering>, path: string) =>
  fetched.mock.calls
    .filter(([each]) => each === path)
    .map(([, init]) => JSON.parse(String(init?.body ?? 'null')))

describe('ways to sign in without a password', () => {
  test('an organisation with its own sign-on is named, and the browser goes where the server says', async () => {
    const address = 'https://login.werkplein.test/auth?state=s'
    answering({
      ...providers,
      'POST /api/single-sign-on/providers/werkplein/journeys': { address },
    })
    const leave = vi.spyOn(location, 'assign').mockImplementation(() => {})
    const place = await show(<OtherWays wanted="/plans" />, outside)
    await seeing(place, 'Sign in with Werkplein Noord')
    await press(place, 'Sign in with Werkplein Noord')
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(address))
    expect(sessionStorage.getItem('regie.return')).toBe('/plans')
  })

  test('one that does not answer is told, and the link by mail is still there', async () => {
    answering({
      ...providers,
      'POST /api/single-sign-on/providers/werkplein/journeys': problem(503, 'sign-on-unavailable'),
    })
    const place = await show(<OtherWays wanted="/" />, outside)
    await seeing(place, 'Werkplein Noord')
    await press(place, 'Sign in with Werkplein Noord')
    await seeing(place, 'does not answer')
    expect(place.querySelector('a[href="/sign-in-link"]')).not.toBeNull()
  })

  test('without any organisation there is the link by mail only', async () => {
    answering({ 'GET /api/single-sign-on/providers': [] })
    const place = await show(<OtherWays wanted="/" />, outside)
    await seeing(place, 'a link by mail that signs you in once')
    expect(place.querySelectorAll('button')).toHaveLength(0)
  })
})

describe('coming back from the sign-on of an organisation', () => {
  test('what it said goes to the server once and out of the address, and one comes where one wanted to be', async () => {
    const fetched = answering({ 'POST /api/single-sign-on/providers/werkplein/sessions': mia })
    keepReturnPath('/plans/1')
    at('/single-sign-on/werkplein?code=c&state=s')
    await show(<SingleSignOnPage providerId="werkplein" />, outside)
    await vi.waitFor(() => expect(location.search).toBe('?return=%2Fplans%2F1'))
    expect(location.pathname).toBe('/sign-in')
    expect(calls(fetched, '/api/single-sign-on/providers/werkplein/sessions')).toEqual([
      { answer: 'code=c&state=s' },
    ])
  })

  test.each([
    ['no account', problem(403, 'no-account'), 'There is no account here for this address'],
    ['too late', problem(410, 'sign-on-expired'), 'took too long'],
    ['refused', problem(403, 'sign-on-refused'), 'did not confirm who you are'],
    ['away', problem(503, 'sign-on-unavailable'), 'does not answer'],
  ])('%s is said, with the way back to signing in', async (_case, answer, words) => {
    answering({ 'POST /api/single-sign-on/providers/werkplein/sessions': answer })
    at('/single-sign-on/werkplein?code=c&state=s')
    const place = await show(<SingleSignOnPage providerId="werkplein" />, outside)
    await seeing(place, words)
    expect(place.querySelector('a[href="/sign-in"]')).not.toBeNull()
  })
})

describe('a link to sign in', () => {
  test('is asked for with the same answer for every address', async () => {
    at('/sign-in-link')
    const fetched = answering({ 'POST /api/sign-in-links': accepted })
    const place = await show(<SignInLinkPage />, outside)
    await type(place, 'E-mail address', ' nobody@debrug.test ')
    await press(place, 'Ask for a link')
    await seeing(place, 'If nobody@debrug.test belongs to an account')
    expect(calls(fetched, '/api/sign-in-links')).toEqual([{ email: 'nobody@debrug.test' }])
  })

  test('row 16: opening it does nothing until the button is pressed', async () => {
    at('/sign-in-link#the-secret')
    const fetched = answering({ 'PUT /api/sign-in-links': mia })
    const place = await show(<SignInLinkPage />, outside)
    await seeing(place, 'Press the button')
    expect(fetched).not.toHaveBeenCalled()
    await press(place, 'Sign in')
    await vi.waitFor(() => expect(location.pathname).toBe('/sign-in'))
    expect(calls(fetched, '/api/sign-in-links')).toEqual([{ secret: 'the-secret' }])
  })

  test('that is too old leads to asking for a new one', async () => {
    at('/sign-in-link#old')
    answering({ 'PUT /api/sign-in-links': problem(410, 'link-expired') })
    const place = await show(<SignInLinkPage />, outside)
    await press(place, 'Sign in')
    await seeing(place, 'has been used or is too old')
    await press(place, 'Ask for a new link')
    await seeing(place, 'E-mail address')
  })
})

describe('another e-mail address', () => {
  test('is asked for with the password, and nothing changes yet', async () => {
    const fetched = answering({
      'GET /api/single-sign-on/providers': [],
      'POST /api/account/email-changes': accepted,
    })
    const place = await show(<EmailForm hasPassword />)
    await type(place, 'New e-mail address', 'mia@new.test')
    expect(labelled(place, 'Your password').required).toBe(true)
    await type(place, 'Your password', 'the bridge never opens')
    await press(place, 'Ask for the change')
    await seeing(place, 'Until then nothing changes')
    expect(calls(fetched, '/api/account/email-changes')).toEqual([
      { email: 'mia@new.test', password: 'the bridge never opens' },
    ])
    expect(labelled(place, 'Your password').value).toBe('')
  })

  test('needs no password of who has just come from the sign-on of the organisation', async () => {
    const fetched = answering({
      ...providers,
      'POST /api/account/email-changes': problem(403, 'fresh-sign-in-needed'),
    })
    const place = await show(<EmailForm hasPassword />)
    await seeing(place, 'within 10 minutes')
    await type(place, 'New e-mail address', 'mia@new.test')
    await press(place, 'Ask for the change')
    await seeing(place, 'sign out and in again')
    expect(calls(fetched, '/api/account/email-changes')).toEqual([{ email: 'mia@new.test' }])
  })

  test('is confirmed by a press', async () => {
    at('/email-change#new-secret')
    const fetched = answering({ 'PUT /api/email-changes': done })
    const place = await show(<EmailChangePage />, outside)
    expect(fetched).not.toHaveBeenCalled()
    await press(place, 'Confirm address')
    await seeing(place, 'Sign in with your new address')
    expect(calls(fetched, '/api/email-changes')).toEqual([{ secret: 'new-secret' }])
  })

  test('an address of the page without the link behind it offers nothing to confirm', async () => {
    at('/email-change')
    const place = await show(<EmailChangePage />, outside)
    expect(place.textContent).toContain(t('errors.link-expired'))
    expect(place.querySelector('button')).toBeNull()
  })

  test('is not confirmed by an old link', async () => {
    at('/email-change#old')
    answering({ 'PUT /api/email-changes': problem(410, 'link-expired') })
    const place = await show(<EmailChangePage />, outside)
    await press(place, 'Confirm address')
    await seeing(place, 'has been used or is too old')
  })
})
