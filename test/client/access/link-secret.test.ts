import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { keepReturnPath, linkSecret, returnPath, takeReturnPath } from '#client/access/link-secret.ts'

test.each([
  ['a page of ours is gone back to', '/plans/1?tab=list', '/plans/1?tab=list'],
  ['home too', '/', '/'],
  ['nothing asked leads home', undefined, '/'],
  ['another site is not gone to', 'https://elsewhere.test/', '/'],
  ['nor another site without a scheme', '//elsewhere.test/plans', '/'],
  ['nor one hidden behind a backslash', '/\\elsewhere.test/plans', '/'],
  ['nor one hidden behind a tab', '/\t/elsewhere.test/plans', '/'],
  ['nor a script', 'javascript:alert(1)', '/'],
  ['nor a script behind a line end', '\njavascript:alert(1)', '/'],
  ['nor a page of this site that is none of ours', '/api/session', '/'],
  ['nor one reached by going up', '/plans/../api/session', '/'],
  ['nor a name that only begins like one', '/plansonal', '/'],
])('row 65: %s', (_rule, wanted, to) => {
  expect(returnPath(wanted)).toBe(to)
})

test('row 65: every page for who is signed in can be gone back to', () => {
  const app = readFileSync(path.join(import.meta.dirname, '../../../client/App.tsx'), 'utf8')
  const paths = [...app.matchAll(/<Route path="([^"]+)"/g)].map(([, each]) => each ?? '')
  const alone = [...(app.match(/const alone = \[([^\]]+)\]/)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
    ([, each]) => each,
  )
  const behind = paths.filter((each) => !alone.includes(each) && !each.startsWith('/single-sign-on'))
  expect(behind.length).toBeGreaterThan(15)
  expect(behind.filter((each) => returnPath(each) !== each)).toEqual([])
})

test('while another site comes in between, the page to go back to is kept once, and checked again', () => {
  keepReturnPath('/plans')
  expect(takeReturnPath()).toBe('/plans')
  expect(takeReturnPath()).toBe('/')
  keepReturnPath('//elsewhere.test')
  expect(takeReturnPath()).toBe('/')
})

test('the secret of a link is what stands behind the #', () => {
  history.replaceState(null, '', '/setup#abc_-9')
  expect(linkSecret()).toBe('abc_-9')
})
