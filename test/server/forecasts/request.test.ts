import { expect, test } from 'vitest'
import { forecastRequest } from '#server/forecasts/request.ts'
import { newSettings } from '#server/scans/scan.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

const tree = [
  { id: 'root', parentId: null, name: 'De Brug', archivedAt: null },
  { id: 'oost', parentId: 'root', name: 'Team Oost', archivedAt: null },
  { id: 'west', parentId: 'root', name: 'Team West', archivedAt: null },
  { id: 'old', parentId: 'root', name: 'Team Oud', archivedAt: new Date('2026-01-01T00:00:00Z') },
]

test('the gate is asked about units with people and those above, and not about the archive', () => {
  const settings = {
    ...newSettings(tinyInstrument, '2026-11-21'),
    units: [
      { unitId: 'oost', invited: { professional: 9, client: 20, manager: 4 }, professionals: 6 },
      { unitId: 'old', invited: { professional: 30 } },
    ],
  }
  expect(forecastRequest(settings, tree)).toEqual({
    units: [
      { id: 'root', parentId: null, professionals: null },
      { id: 'oost', parentId: 'root', professionals: 6 },
    ],
    groups: [
      { unitId: 'oost', perspective: 'professional', invited: 9 },
      { unitId: 'oost', perspective: 'client', invited: 20 },
    ],
    minimums: { professional: 5, client: 10, manager: 5 },
  })
})
