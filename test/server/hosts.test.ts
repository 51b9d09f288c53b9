import { describe, expect, test } from 'vitest'
import { isOwnHost, isOwnOrigin } from '#server/hosts.ts'

const SITE = 'https://regie.example'
const LAPTOP = 'http://localhost:3000'

describe('a request comes by the name of this site (row 63)', () => {
  test.each([
    ['the name itself', SITE, 'regie.example', true],
    ['in capitals', SITE, 'REGIE.example', true],
    ['with the port that goes without saying', SITE, 'regie.example:443', true],
    ['another port', SITE, 'regie.example:8443', false],
    ['another name', SITE, 'evil.example', false],
    ['a longer name', SITE, 'regie.example.evil.example', false],
    ['a name within', SITE, 'www.regie.example', false],
    ['no name', SITE, undefined, false],
    ['an empty name', SITE, '', false],
    ['a name with a sender', SITE, 'evil@regie.example', false],
    ['a name with a path', SITE, 'regie.example/evil', false],
    ['two names', SITE, 'regie.example,evil.example', false],
    ['the machine itself', SITE, 'localhost:3000', false],
    ['on a laptop its name', LAPTOP, 'localhost:3000', true],
    ['on a laptop its address', LAPTOP, '127.0.0.1:3000', true],
    ['on a laptop its new address', LAPTOP, '[::1]:3000', true],
    ['on a laptop another port', LAPTOP, 'localhost:8080', true],
    ['on a laptop a name that was pointed at it', LAPTOP, 'evil.example:3000', false],
  ])('%s', (_rule, site, host, isOwn) => {
    expect(isOwnHost(host, site)).toBe(isOwn)
  })
})

describe('a write comes from a page of this site (row 62)', () => {
  test.each([
    ['the site', SITE, 'https://regie.example', 'regie.example', true],
    ['the site without lock', SITE, 'http://regie.example', 'regie.example', false],
    ['another site', SITE, 'https://evil.example', 'regie.example', false],
    ['another port', SITE, 'https://regie.example:8443', 'regie.example', false],
    ['nowhere', SITE, undefined, 'regie.example', false],
    ['a nameless place', SITE, 'null', 'regie.example', false],
    ['on a laptop the same name', LAPTOP, 'http://127.0.0.1:8080', '127.0.0.1:8080', true],
    ['on a laptop the site through another name', LAPTOP, 'http://localhost:3000', '127.0.0.1:3000', true],
    ['on a laptop another program', LAPTOP, 'http://localhost:9999', 'localhost:3000', false],
    ['on a laptop another site that has the name', LAPTOP, 'http://evil.example', 'evil.example', false],
  ])('%s', (_rule, site, origin, host, isOwn) => {
    expect(isOwnOrigin(origin, host, site)).toBe(isOwn)
  })
})
