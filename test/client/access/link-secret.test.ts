import { expect, test } from 'vitest'
import { linkSecret, returnPath } from '#client/access/link-secret.ts'

test.each([
  ['a page of this site is gone back to', '/plans/1?tab=list', '/plans/1?tab=list'],
  ['nothing asked leads home', undefined, '/'],
  ['another site is not gone to', 'https://elsewhere.test/', '/'],
  ['nor another site without a scheme', '//elsewhere.test/', '/'],
  ['nor one hidden behind a backslash', '/\\elsewhere.test/', '/'],
])('%s', (_rule, wanted, path) => {
  expect(returnPath(wanted)).toBe(path)
})

test('the secret of a link is what stands behind the #', () => {
  history.replaceState(null, '', '/setup#abc_-9')
  expect(linkSecret()).toBe('abc_-9')
})
