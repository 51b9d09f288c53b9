import { expect, test } from 'vitest'
import { isUsable, mailTo, newInvitation } from '#server/access/members/invitation.ts'
import { invitationMail } from '#server/access/members/mails.ts'

const now = new Date('2026-11-21T09:00:00Z')
const later = new Date('2026-11-22T09:00:00Z')
const open = { expiresAt: later, acceptedAt: null, withdrawnAt: null }

test.each([
  ['a fresh invitation can be used', open, true],
  ['a used one cannot', { ...open, acceptedAt: now }, false],
  ['a withdrawn one cannot', { ...open, withdrawnAt: now }, false],
  ['an old one cannot', { ...open, expiresAt: now }, false],
])('%s', (_rule, invitation, usable) => {
  expect(isUsable(invitation, now)).toBe(usable)
})

test('only a manager is bound to a unit, and the secret itself is not kept', () => {
  const asked = { name: ' Max ', email: 'Max@DeBrug.test', unitId: 'unit', role: 'messenger' as const }
  const made = newInvitation(asked, { organisationId: 'o', secret: 'secret', now })
  expect(made).toMatchObject({ name: 'Max', email: 'max@debrug.test', unitId: null })
  expect(made.expiresAt).toEqual(new Date('2026-12-05T09:00:00Z'))
  expect(JSON.stringify(made)).not.toContain('"secret"')
})

const mail = { recipient: 'max@debrug.test', sentAt: null, nextAttemptAt: null, claimedAt: null }

test.each([
  ['is sent once the mail server took it', [{ ...mail, sentAt: now }], 'sent'],
  ['waits while it is to be tried again', [{ ...mail, nextAttemptAt: later }], 'waiting'],
  ['waits while it is being handed over', [{ ...mail, claimedAt: now }], 'waiting'],
  ['is unsent without a mail server, or when that refused it', [mail], 'unsent'],
  [
    'is unsent where only others were written to',
    [{ ...mail, recipient: 'x@y.test', sentAt: now }],
    'unsent',
  ],
])('the mail of an invitation %s', (_rule, mails, state) => {
  expect(mailTo('max@debrug.test', mails)).toBe(state)
})

const person = { organisationId: 'o', organisationName: 'De Brug', name: 'Max', email: 'max@debrug.test' }

test('an invitation says who asks, for which organisation, and carries its link', () => {
  const { text, subject } = invitationMail({
    ...person,
    role: 'manager',
    inviter: 'Mia',
    link: 'http://x/#y',
  })
  expect(subject).toContain('De Brug')
  expect(text).toContain('Mia nodigt u uit')
  expect(text).toContain('http://x/#y')
})
