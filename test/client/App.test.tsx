import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '#client/App.tsx'
import { setLanguage } from '#client/text/text.ts'
import { answering, mia, press, seeing } from './screen.tsx'

const outside = { state: 'signed-out', setupNeeded: false, demo: false }

async function open(path: string, answers: Record<string, unknown>) {
  leave()
  answering(answers)
  history.replaceState(null, '', path)
  document.body.innerHTML = '<div id="app"></div>'
  const place = document.querySelector('#app') as HTMLElement
  await act(() => render(<App />, place))
  return place
}

function leave() {
  const place = document.querySelector('#app')
  if (place) render(null, place)
}

beforeEach(() => setLanguage('en'))
afterEach(() => {
  leave()
  vi.unstubAllGlobals()
})

test('an unknown address says so and leads home', async () => {
  const place = await open('/nowhere', { 'GET /api/session': mia })
  await seeing(place, 'This page does not exist')
  expect(place.querySelector('main a')?.getAttribute('href')).toBe('/')
})

test('someone not signed in is led to the sign-in page, with the way back', async () => {
  await open('/scans/12?tab=groups', { 'GET /api/session': outside })
  await vi.waitFor(() => expect(location.pathname).toBe('/sign-in'))
  expect(new URLSearchParams(location.search).get('return')).toBe('/scans/12?tab=groups')
})

test('someone who gave the password only is led to the second step, with the way back', async () => {
  const half = { state: 'second-factor-needed', demo: false }
  const place = await open('/plans', { 'GET /api/session': half })
  await seeing(place, 'Code from your app')
  expect(location.pathname + location.search).toBe('/sign-in?return=%2Fplans')
})

test('who needs a second step first is led from every page to the account, and can read the help', async () => {
  const waiting = { ...mia, secondFactor: 'all-waits' }
  await open('/plans', { 'GET /api/session': waiting })
  await vi.waitFor(() => expect(location.pathname).toBe('/account'))
  await seeing(await open('/help', { 'GET /api/session': waiting }), 'Can anyone see who answered what?')
})

test('the way to skip the menu leaves the address as it is, for it may hold the secret of a link', async () => {
  const place = await open('/invitation#max-secret', { 'GET /api/session': outside })
  await seeing(place, 'Skip to')
  await press(place, 'Skip to')
  expect(document.activeElement?.id).toBe('content')
  expect(location.hash).toBe('#max-secret')
})

test('another personal link in the same tab is opened, and not the one before', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
  await open('/invitation#first', { 'GET /api/session': outside })
  const change = () => globalThis.dispatchEvent(new Event('hashchange'))
  await vi.waitFor(() => {
    change()
    expect(reload).toHaveBeenCalled()
  })
  reload.mockClear()
  history.replaceState(null, '', '/help#part')
  change()
  expect(reload).not.toHaveBeenCalled()
  reload.mockRestore()
})

test('help is open to everyone', async () => {
  await seeing(await open('/help', { 'GET /api/session': outside }), 'Can anyone see who answered what?')
})

test('switching the language changes the words of the page at once', async () => {
  const place = await open('/help', { 'GET /api/session': mia })
  await seeing(place, 'Can anyone see who answered what?')
  await press(place, 'Nederlands')
  await seeing(place, 'Kan iemand zien wie wat antwoordde?')
})
