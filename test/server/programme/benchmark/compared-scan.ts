import type { PublishedScan } from '#server/programme/benchmark/edition.ts'
import type { ScoreCell } from '#server/results/contract.ts'

const words = (text: string) => ({ nl: text, en: text })

interface Told {
  mean: number
  sd?: number
  n?: number
  margin?: number
  hidden?: boolean
}

/** The whole of an organisation as it was published, with one topic of two questions put to professionals. */
export function comparedScan(
  organisationId: string,
  { mean, sd = 10, n = 100, margin = 2, hidden = false }: Told,
  rest: Partial<PublishedScan> = {},
): PublishedScan {
  const range = {
    state: 'range' as const,
    low: Math.round(mean - margin),
    high: Math.round(mean + margin),
    margin,
  }
  const score = { value: Math.round(mean), label: String(Math.round(mean)) }
  const basis = { state: 'counted' as const, n, invited: null }
  const cell: ScoreCell = hidden ? { state: 'hidden' } : { state: 'shown', score, basis, interval: range }
  const item = (id: string) => ({ id, reverse: false, texts: { professional: words(id) } })
  const exact = { unitId: 'root', perspective: 'professional' as const, dimension: 'listening', n, mean, sd }
  return {
    organisationId,
    scanId: `scan of ${organisationId}`,
    closedAt: new Date('2026-11-01T12:00:00Z'),
    instrument: { id: 'tiny', version: '1.0.0', form: 'full' },
    dimensions: [
      {
        id: 'listening',
        title: words('Listening'),
        definition: words('…'),
        items: [item('LIS1'), item('LIS2')],
      },
    ],
    whole: {
      id: 'root',
      parentId: null,
      name: 'Geheel',
      level: 0,
      gaps: [],
      priorities: { state: 'hidden' },
      perspectives: [
        {
          perspective: 'professional',
          response: { state: 'hidden' },
          dimensions: [cell],
          highlights: { state: 'hidden' },
          importance: { state: 'hidden' },
          items: [],
          change: [],
        },
      ],
    },
    comparison: { cells: [{ ...exact, items: ['LIS1', 'LIS2'] }] },
    ...rest,
  }
}
