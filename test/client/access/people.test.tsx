import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AccountPage } from '#client/access/AccountPage.tsx'
import { MembersPage } from '#client/access/MembersPage.tsx'
import { OutboxPage } from '#client/access/OutboxPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'

const unbound = { role: 'messenger', unitId: null, unitName: null }
const own = { id: 'm1', name: 'Mia de Vries', email: 'mia@werkplein.test', ...unbound, you: true }
const max = {
  ...own,
  id: 'm2',
  name: 'Max Jansen',
  role: 'manager',
  unitId: 'u1',
  unitName: 'Oost',
  you: false,
}
const units = [
  { id: 'u0', parentId: null, name: 'Werkplein', level: 0, archived: false, used: false },
  { id: 'u1', parentId: 'u0', name: 'Oost', level: 1, archived: false, used: false },
  { id: 'u2', parentId: 'u0', name: 'Vroeger', level: 1, archived: true, used: true },
]
const invitation = { ...max, id: 'i1', name: 'Eva', expiresAt: '2026-12-05T09:00:00Z', expired: false }
const people = (members: object[], invitations: object[] = []) => ({
  'GET /api/members': { members, invitations },
  'GET /api/units': units,
})
const done = new Response(null, { status: 204 })

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

describe('people', () => {
  test('one who works alone is advised to invite someone', async () => {
    answering(people([own]))
    const place = await show(<MembersPage />)
    await seeing(place, 'You still work with Regie alone')
    expect(place.textContent).toContain('this is you')
    expect(place.textContent).not.toContain('End access')
  })

  test('show who sees which part, and whose invitation is open or expired', async () => {
    answering(people([own, max], [invitation, { ...invitation, id: 'i2', name: 'Bo', expired: true }]))
    const place = await show(<MembersPage />)
    await seeing(place, 'Manager, sees: Oost')
    expect(place.textContent).toContain('valid until 5 December 2026')
    expect(place.querySelector('.badge-chance')?.textContent).toBe('expired')
  })

  test('a manager is invited for one unit, and the link is there to copy', async () => {
    const link = 'http://regie.test/invitation#abc'
    const invited = { id: 'i3', link, mailed: false, expiresAt: '2026-12-05T09:00:00Z' }
    const fetched = answering({ ...people([own]), 'POST /api/member-invitations': invited })
    const place = await show(<MembersPage />)
    await seeing(place, 'Invite someone')
    expect(labelled(place, 'Which part').textContent).not.toContain('Vroeger')
    await type(place, 'Name of your colleague', 'Max')
    await type(place, 'E-mail address', 'max@werkplein.test')
    await type(place, 'Which part', 'u1')
    await press(place, 'Invite')
    await seeing(place, 'No mail was sent. Copy the link')
    expect(place.querySelector('textarea')?.value).toBe(link)
    const body = fetched.mock.calls.find(([path]) => path === '/api/member-invitations')?.[1]?.body
    expect(JSON.parse(String(body))).toEqual({
      name: 'Max',
      email: 'max@werkplein.test',
      role: 'manager',
      unitId: 'u1',
    })
    await press(place, 'Invite someone else')
    expect(labelled(place, 'Name of your colleague').value).toBe('')
  })

  test('another role is given in words, and takes the unit along only where it means something', async () => {
    const fetched = answering({
      ...people([own, max]),
      'PATCH /api/members/m2': { ...max, role: 'messenger' },
    })
    const place = await show(<MembersPage />)
    await seeing(place, 'Max Jansen')
    await press(place, 'Change role of Max Jansen')
    await seeing(place, 'is signed out and signs in again')
    const dialog = place.querySelector('dialog[open]') as Element
    const [manager] = dialog.querySelectorAll<HTMLInputElement>('input[type=radio]')
    expect(manager?.checked).toBe(true)
    await act(() => dialog.querySelectorAll<HTMLInputElement>('input[type=radio]')[2]?.click())
    await press(dialog, 'Save')
    const sent = () => fetched.mock.calls.find(([, init]) => init?.method === 'PATCH')?.[1]?.body
    await vi.waitFor(() =>
      expect(JSON.parse(String(sent()))).toEqual({ role: 'privacy-officer', unitId: null }),
    )
  })

  test('a new link takes the place of one that is lost', async () => {
    const made = {
      id: 'i1',
      link: 'http://regie.test/invitation#new',
      mailed: false,
      expiresAt: '2026-12-05T09:00:00Z',
    }
    answering({ ...people([own], [invitation]), 'POST /api/member-invitations/i1/links': made })
    const place = await show(<MembersPage />)
    await seeing(place, 'Eva')
    await press(place, 'New link for Eva')
    await seeing(place, 'The one before no longer works')
    expect(place.querySelector<HTMLTextAreaElement>('dialog[open] textarea')?.value).toBe(made.link)
  })

  test('a privacy officer reads who has which role and changes nothing', async () => {
    answering(people([own, max], [invitation]))
    const place = await show(<MembersPage />, { ...mia, role: 'privacy-officer' } as typeof mia)
    await seeing(place, 'Who sees what?')
    expect(place.textContent).not.toContain('Invite someone')
    expect(place.textContent).not.toContain('Change role')
    expect(place.textContent).not.toContain('New link')
  })

  test('a second messenger is bound to no unit', async () => {
    answering(people([own]))
    const place = await show(<MembersPage />)
    await seeing(place, 'Invite someone')
    place.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click()
    await vi.waitFor(() => expect(place.textContent).not.toContain('Which part'))
  })

  test('access ends only after a question, and the last messenger stays', async () => {
    const fetched = answering({
      ...people([own, max]),
      'DELETE /api/members/m2': problem(409, 'last-messenger'),
    })
    const place = await show(<MembersPage />)
    await seeing(place, 'Max Jansen')
    await press(place, 'End access of Max Jansen')
    await seeing(place, 'End the access of Max Jansen?')
    expect(fetched.mock.calls.some(([, init]) => init?.method === 'DELETE')).toBe(false)
    await press(place.querySelector('dialog[open]') as Element, 'End access')
    await seeing(place, 'needs at least one messenger')
  })

  test('an invitation is withdrawn after a question', async () => {
    answering({ ...people([own], [invitation]), 'DELETE /api/member-invitations/i1': done })
    const place = await show(<MembersPage />)
    await seeing(place, 'Eva')
    await press(place, 'Withdraw the invitation of Eva')
    answering({ ...people([own]), 'DELETE /api/member-invitations/i1': done })
    await press(place.querySelector('dialog[open]') as Element, 'Withdraw')
    await vi.waitFor(() => expect(place.textContent).not.toContain('Eva'))
  })
})

describe('the account', () => {
  test('shows who one is and which part one sees', async () => {
    answering({})
    const place = await show(<AccountPage />, { ...mia, unitId: 'u1', unitName: 'Oost' } as typeof mia)
    expect([...place.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual([
      'Mia de Vries',
      'mia@werkplein.test',
      'Messenger',
      'Werkplein Noord',
      'Oost',
    ])
  })

  test('a changed password empties the form and says what it means elsewhere', async () => {
    answering({ 'PUT /api/account/password': done })
    const place = await show(<AccountPage />)
    await type(place, 'Present password', 'the old sentence')
    await type(place, 'New password', 'the new sentence')
    await press(place, 'Change password')
    await seeing(place, 'You are signed out on other devices')
    expect(labelled(place, 'New password').value).toBe('')
  })

  test('a wrong present password keeps what was typed', async () => {
    answering({ 'PUT /api/account/password': problem(403, 'wrong-current-password') })
    const place = await show(<AccountPage />)
    await type(place, 'Present password', 'not this one')
    await type(place, 'New password', 'the new sentence')
    await press(place, 'Change password')
    await seeing(place, 'The present password is not right')
    expect(labelled(place, 'New password').value).toBe('the new sentence')
  })
})

describe('messages', () => {
  const mail = {
    id: 'x',
    recipient: 'max@werkplein.test',
    subject: 'Invitation',
    text: 'Dear Max',
    createdAt: '2026-11-21T09:00:00Z',
    sentAt: null,
  }

  test('none yet leads to inviting someone', async () => {
    answering({ 'GET /api/mails': { mails: [], hasMore: false } })
    const place = await show(<OutboxPage />)
    await seeing(place, 'There are no messages yet')
    expect(named(place, 'Invite someone').getAttribute('href')).toBe('/organisation/members')
  })

  test('say whether they were sent, and can be copied', async () => {
    const mails = [mail, { ...mail, id: 'y', sentAt: '2026-11-21T09:00:01Z' }]
    answering({ 'GET /api/mails': { mails, hasMore: true } })
    const place = await show(<OutboxPage />)
    await seeing(place, 'To max@werkplein.test')
    expect([...place.querySelectorAll('.badge')].map(({ textContent }) => textContent)).toEqual([
      'not sent',
      'sent',
    ])
    expect(place.querySelector('textarea')?.value).toBe('Dear Max')
    expect(place.textContent).toContain('These are the newest messages')
  })
})
