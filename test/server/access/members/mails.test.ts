import { expect, test } from 'vitest'
import { invitationMail } from '#server/access/members/mails.ts'

const invited = {
  organisationId: 'o1',
  organisationName: 'De Brug',
  name: 'Pia',
  email: 'pia@debrug.test',
  inviter: 'Mia',
  link: 'http://regie.test/invitation#geheim',
}

test.each([
  ['messenger', 'start u scans'],
  ['manager', 'werkt u mee aan het plan'],
  ['privacy-officer', 'het logboek'],
] as const)('who is invited as %s reads what awaits in that role', (role, words) => {
  const { recipient, text } = invitationMail({ ...invited, role })
  expect(recipient).toBe(invited.email)
  expect(text).toContain(words)
  expect(text).toContain(invited.link)
})

test('a privacy officer is promised no part in the plan', () => {
  expect(invitationMail({ ...invited, role: 'privacy-officer' }).text).not.toContain('plan')
})
