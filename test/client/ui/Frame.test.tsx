import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { language, setLanguage } from '#client/text/text.ts'
import { Frame } from '#client/ui/Frame.tsx'
import { Page } from '#client/ui/Page.tsx'
import type { Session } from '#server/access/contract.ts'
import { answering, labelled, mia, named, press, show } from '../screen.tsx'

const outside: Session = { state: 'signed-out', setupNeeded: false, demo: false }

beforeEach(async () => {
  history.replaceState(null, '', '/')
  await setLanguage('en')
})
afterEach(() => vi.unstubAllGlobals())

function menuWords(place: Element): string[] {
  return [...place.querySelectorAll('.side-column a')].map((link) => link.textContent?.trim() ?? '')
}

describe('the menu', () => {
  test('offers a messenger everything, and marks where one is', async () => {
    history.replaceState(null, '', '/scans/12')
    const place = await show(<Frame>page</Frame>)
    expect(menuWords(place)).toEqual(['Home', 'Scans', 'Results', 'Plan', 'Organisation', 'Help'])
    expect(place.querySelector('.side-column [aria-current]')?.textContent).toBe('Scans')
  })

  test('counts the results of a scan as results', async () => {
    history.replaceState(null, '', '/scans/12/results')
    const place = await show(<Frame>page</Frame>)
    expect(place.querySelector('.side-column [aria-current]')?.textContent).toBe('Results')
  })

  test('does not offer the organisation to a manager', async () => {
    const place = await show(<Frame>page</Frame>, { ...mia, role: 'manager' } as Session)
    expect(menuWords(place)).not.toContain('Organisation')
  })

  test('is not there for someone who is not signed in, nor on a page that stands alone', async () => {
    expect(menuWords(await show(<Frame>page</Frame>, outside))).toEqual([])
    expect(menuWords(await show(<Frame alone>page</Frame>))).toEqual([])
  })
})

test('the account panel opens and closes by its button and by Escape, which gives focus back', async () => {
  const place = await show(<Frame>page</Frame>)
  const button = named(place, 'Your account')
  expect(button.getAttribute('aria-expanded')).toBe('false')
  await press(place, 'Your account')
  expect(button.getAttribute('aria-expanded')).toBe('true')
  expect(place.querySelector('.menu-panel:not([hidden])')?.textContent).toContain('Mia de Vries')
  await act(() => {
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  })
  expect(button.getAttribute('aria-expanded')).toBe('false')
  expect(document.activeElement).toBe(button)
})

test('a press elsewhere closes the account panel', async () => {
  const place = await show(<Frame>page</Frame>)
  await press(place, 'Your account')
  await act(() => {
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  })
  expect(named(place, 'Your account').getAttribute('aria-expanded')).toBe('false')
})

test('signing out ends the session and leads to the sign-in page', async () => {
  const fetched = answering({ 'DELETE /api/session': new Response(null, { status: 204 }) })
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
  const place = await show(<Frame>page</Frame>)
  await press(place, 'Your account')
  await press(place, 'Sign out')
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('/sign-in'))
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('language and colours can be switched and are remembered', async () => {
  const place = await show(<Frame>page</Frame>)
  await press(place, 'Nederlands')
  await vi.waitFor(() => expect(language()).toBe('nl'))
  await act(() => labelled(place, 'Dark').click())
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(localStorage.getItem('regie.theme')).toBe('dark')
})

test('the demonstration says that everything is made up', async () => {
  const place = await show(<Frame>page</Frame>, { ...mia, demo: true } as Session)
  expect(place.textContent).toContain('all figures and names are made up')
})

describe('a page', () => {
  test('names itself in the title of the window', async () => {
    const place = await show(<Page title="Spring scan" purpose="Follow the answers." />)
    expect(document.title).toBe('Spring scan – Regie')
    expect(place.querySelector('h1')?.textContent).toBe('Spring scan')
  })

  test('takes the focus when one arrives from another page, so that it is read out', async () => {
    await show(<Page title="First" />)
    const place = await show(<Page title="Second" breadcrumb={[{ label: 'Scans', href: '/scans' }]} />)
    expect(document.activeElement).toBe(place.querySelector('h1'))
    expect(place.querySelector('nav')?.textContent).toBe('Scans')
  })
})
