import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../client/style.css'), 'utf8')

function colours(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  )
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const linear = channels.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return linear.reduce((sum, part, at) => sum + part * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0)
}

function contrast(one = '#000000', other = '#000000'): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['paper', 'surface', 'sunken']
const textPairs = [
  ...['ink', 'muted', 'brand', 'brand-strong', 'chance', 'error'].flatMap((text) =>
    grounds.map((ground) => [text, ground]),
  ),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-strong'],
  ['on-error', 'error'],
  ['on-error', 'error-strong'],
  ...['brand', 'ink', 'muted'].map((text) => [text, 'brand-tint']),
  ...['chance', 'ink', 'muted'].map((text) => [text, 'chance-tint']),
  ...['error', 'ink', 'brand'].map((text) => [text, 'error-tint']),
  ...['above-2', 'above-1', 'even', 'below-1', 'below-2'].map((step) => ['ink', `heat-${step}`]),
]
const markPairs = ['line', 'brand', 'chance', 'error', 'professional', 'client', 'manager'].flatMap((mark) =>
  grounds.map((ground) => [mark, ground]),
)

describe.each([
  ['light', colours(':root')],
  ['dark', colours(':root[data-theme="dark"]')],
])('in %s colours', (_name, palette) => {
  test.each(textPairs)('text in %s on %s reaches 4.5 to 1', (text = '', ground = '') => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test.each(markPairs)('a line or mark in %s on %s reaches 3 to 1', (mark = '', ground = '') => {
    expect(contrast(palette[mark], palette[ground])).toBeGreaterThanOrEqual(3)
  })
})

test('dark by choice and dark by the device are the same colours, and name every colour that light names', () => {
  const chosen = colours(':root[data-theme="dark"]')
  expect(colours(':root:not([data-theme="light"])')).toEqual(chosen)
  expect(Object.keys(chosen).sort()).toEqual(Object.keys(colours(':root')).sort())
})
