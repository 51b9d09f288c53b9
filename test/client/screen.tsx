import { render, type VNode } from 'preact'
import { act } from 'preact/test-utils'
import { LocationProvider } from 'preact-iso'
import { expect, vi } from 'vitest'
import { SessionContext } from '#client/ui/session.ts'
import type { Session } from '#server/access/contract.ts'

export const mia: Session = {
  state: 'signed-in',
  name: 'Mia de Vries',
  email: 'mia@werkplein.test',
  role: 'messenger',
  organisation: { id: 'werkplein', name: 'Werkplein Noord' },
  unitId: null,
  unitName: null,
  office: null,
  region: null,
  secondFactor: 'off',
  hasPassword: true,
  demo: false,
}

/** Draws a page as a signed-in messenger sees it; answers the place where it stands. */
export async function show(page: VNode, session: Session = mia): Promise<HTMLElement> {
  for (const old of document.body.querySelectorAll('#app')) {
    render(null, old)
    old.remove()
  }
  const place = document.createElement('div')
  place.id = 'app'
  document.body.append(place)
  await act(() =>
    render(
      <LocationProvider>
        <SessionContext.Provider value={{ session, reloadSession: () => {} }}>{page}</SessionContext.Provider>
      </LocationProvider>,
      place,
    ),
  )
  return place
}

/** Waits until the words are on screen, and what comes with them is done: a page acts on what it shows a frame later. */
export async function seeing(place: Element, words: string): Promise<void> {
  await vi.waitFor(() => expect(place.textContent).toContain(words))
  await new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))
}

/** The button or link with these words; fails when there is none. */
export function named(place: Element, words: string): HTMLElement {
  const all = [...place.querySelectorAll<HTMLElement>('button, a, summary')]
  const match = all.find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent ?? '').includes(words),
  )
  if (!match)
    throw new Error(`Nothing to press is called "${words}" among: ${all.map((each) => each.textContent)}`)
  return match
}

export async function press(place: Element, words: string): Promise<void> {
  await act(() => named(place, words).click())
}

/** The control with this label. */
export function labelled(place: Element, words: string): HTMLInputElement {
  const label = [...place.querySelectorAll('label')].find((each) => each.textContent?.includes(words))
  const control = label?.querySelector('input') ?? document.getElementById(label?.htmlFor ?? '')
  if (!control) throw new Error(`No control is labelled "${words}"`)
  return control as HTMLInputElement
}

export async function type(place: Element, label: string, value: string): Promise<void> {
  const control = labelled(place, label)
  await act(() => {
    control.value = value
    control.dispatchEvent(new Event(control.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
  })
}

/** Answers each call of the page from a list such as { 'GET /api/session': {…} }; others get 404. */
export function answering(answers: Record<string, unknown>) {
  const fetched = vi.fn(async (path: string, { method = 'GET' }: RequestInit = {}) => {
    const answer = answers[`${method} ${path}`]
    if (answer instanceof Response) return answer.clone()
    if (answer === undefined) return problem(404, 'not-found')
    return Response.json(typeof answer === 'function' ? await answer() : answer)
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

export function problem(
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
) {
  return new Response(JSON.stringify({ title: code, status, code, requestId: 'r1', ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}
