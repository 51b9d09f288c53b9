import { beforeAll, describe, expect, test } from 'vitest'
import {
  chosenFrom,
  hiddenBelow,
  planPath,
  readableParent,
  readableUnits,
  resultsPath,
} from '#client/results/chosen.ts'
import { inLanguage, setLanguage } from '#client/text/text.ts'
import {
  hiddenPublication,
  hiddenResult,
  publication,
  result,
  richPublication,
  unit,
} from './publication-fixture.ts'

beforeAll(() => setLanguage('en'))

describe('what the page shows', () => {
  test.each([
    ['nothing wished: the whole, through professionals', {}, 'whole', 'professional'],
    ['a unit', { unit: 'team-0' }, 'team-0', 'professional'],
    ['a unit and a perspective', { unit: 'team-0', perspective: 'client' }, 'team-0', 'client'],
    ['a hidden unit gives the whole', { unit: 'team-1' }, 'whole', 'professional'],
    [
      'a hidden perspective gives the first that can be read',
      { unit: 'team-0', perspective: 'manager' },
      'team-0',
      'professional',
    ],
    ['a unit of another scan gives the whole', { unit: 'elsewhere' }, 'whole', 'professional'],
  ])('%s', (_rule, wished, unitId, perspective) => {
    const chosen = chosenFrom(richPublication(), wished)
    expect([chosen?.unit.id, chosen?.result.perspective]).toEqual([unitId, perspective])
  })

  test('is nothing when nothing can be read', () => {
    expect(chosenFrom(hiddenPublication(), {})).toBeNull()
    expect(readableUnits(hiddenPublication())).toEqual([])
  })
})

describe('a hidden unit', () => {
  const tree = publication([
    unit({ id: 'top', name: 'Top' }),
    unit({
      id: 'middle',
      parentId: 'top',
      level: 1,
      name: 'Middle',
      results: [hiddenResult('professional')],
    }),
    unit({ id: 'low', parentId: 'middle', level: 2, name: 'Low', results: [hiddenResult('professional')] }),
    unit({ id: 'other', parentId: 'top', level: 1, name: 'Other', results: [result()] }),
  ])
  const at = (id: string) => tree.units.find((each) => each.id === id) ?? unit({ id, name: id })

  test('points to the nearest larger group that can be read', () => {
    expect(readableParent(tree, at('low'), 'professional')?.id).toBe('top')
    expect(readableParent(tree, at('top'), 'professional')).toBeUndefined()
  })

  test('is named once: not again for what lies below it', () => {
    const chosen = chosenFrom(tree, {})
    expect(chosen && hiddenBelow(chosen).map(({ id }) => id)).toEqual(['middle'])
  })
})

test('addresses carry the choice', () => {
  expect(resultsPath('s1')).toBe('/scans/s1/results')
  expect(resultsPath('s1', { unit: 'u 1', perspective: 'client' })).toBe(
    '/scans/s1/results?unit=u+1&perspective=client',
  )
  expect(planPath('s1', 'obstacles')).toBe('/plans?scan=s1&dimension=obstacles')
})

test.each([
  ['the language of the page', { nl: 'Regie', en: 'Control' }, 'Control'],
  ['English without it', { en: 'Control', fi: 'Hallinta' }, 'Control'],
  ['another language without English', { nl: 'Regie' }, 'Regie'],
  ['nothing without a text', undefined, ''],
])('words are in %s', (_rule, text, words) => {
  expect(inLanguage(text)).toBe(words)
})
