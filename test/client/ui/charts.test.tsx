import { beforeEach, describe, expect, test } from 'vitest'
import { setLanguage } from '#client/text/text.ts'
import { Chart } from '#client/ui/Chart.tsx'
import { type ChartSpec, chartColumns, chartRows, wrapLabel } from '#client/ui/chart-spec.ts'
import { press, show } from '../screen.tsx'

beforeEach(() => setLanguage('en'))

const spec: ChartSpec = {
  type: 'bars',
  labels: ['Transparency', 'Own initiative'],
  series: [
    { label: 'Score', values: [78, null], intervals: [[72, 84], null], colour: 'brand' },
    { label: 'Clients', values: [60.4, 51], colour: 'client' },
  ],
}

function tableOf(chart: ChartSpec) {
  const columns = chartColumns(chart)
  return [
    columns.map(({ label }) => label),
    ...chartRows(chart).map((row) => columns.map(({ cell }) => cell(row))),
  ]
}

test('the table of a chart holds every figure, its interval, and a dash for what is hidden', () => {
  expect(tableOf(spec)).toEqual([
    ['Topic', 'Score', 'Score, likely between', 'Clients'],
    ['Transparency', '78', '72 to 84', '60'],
    ['Own initiative', '–', '–', '51'],
  ])
})

test('a chart shows title and finding, and can be read as a table and back', async () => {
  const place = await show(<Chart title="Scores" finding="Transparency is the strongest." spec={spec} />)
  expect(place.querySelector('canvas')?.getAttribute('aria-label')).toBe(
    'Scores. Transparency is the strongest.',
  )
  await press(place, 'Show as table: Scores')
  expect(place.querySelector('canvas')).toBeNull()
  expect(place.querySelector('tbody th')?.textContent).toBe('Transparency')
  await press(place, 'Show as chart: Scores')
  expect(place.querySelector('canvas')).not.toBeNull()
})

describe('a label beside a chart', () => {
  test.each([
    ['Openness', 10, ['Openness']],
    ['Trust in own ability', 12, ['Trust in own', 'ability']],
    ['Obstacles first', 4, ['Obstacles', 'first']],
    ['', 10, ['']],
  ])('"%s" in %i characters becomes lines, words kept whole', (label, width, lines) => {
    expect(wrapLabel(label, width)).toEqual(lines)
  })
})
