import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PerspectiveResult, Publication } from '#server/results/contract.ts'
import { publish } from '#server/results/publish.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { leaks } from './disclosure/attacker.ts'
import { type Crowd, count } from './synthetic.ts'

type Answers = (number | null)[]

/** LIS1 LIS2 LIS3 CHO1 CHO2 TEM1 TEM2: a topic has a score from two answers on. */
const TOPICS = [
  [0, 1, 2],
  [3, 4],
  [5, 6],
]
const SHARED = TOPICS.slice(0, 2)

const answer = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 5 }), weight: 4 },
  { arbitrary: fc.constant(null), weight: 1 },
)
const people = (items: number) =>
  fc.array(fc.array(answer, { minLength: items, maxLength: items }), { maxLength: 26 })
const organisations = fc.array(
  fc.record({
    parent: fc.nat(),
    staff: people(7),
    clients: people(5),
    professionals: fc.integer({ min: 3, max: 9 }),
  }),
  { minLength: 2, maxLength: 7 },
)

function publicationOf(
  drawn: { parent: number; staff: Answers[]; clients: Answers[]; professionals: number }[],
) {
  const units = drawn.map(({ parent, professionals }, index) => ({
    id: `u${index}`,
    parentId: index === 0 ? null : `u${parent % index}`,
    name: `Unit ${index}`,
    professionals,
  }))
  const crowds = drawn.flatMap(({ staff, clients }, index): Crowd[] => [
    { unitId: `u${index}`, perspective: 'professional', people: staff },
    { unitId: `u${index}`, perspective: 'client', people: clients },
  ])
  const groups = crowds.map(({ unitId, perspective, people: all }) => ({
    unitId,
    perspective,
    invited: 2 * all.length + 1,
  }))
  const { publication } = publish({
    scan: { id: 'scan', title: 'Scan', opensAt: '', closedAt: '' },
    instrument: tinyInstrument,
    form: 'full',
    minimums: { professional: 5, client: 10, manager: 5 },
    units,
    groups,
    counts: count(tinyInstrument, crowds, groups),
    previous: null,
  })
  return { publication, units }
}

const answered = (all: Answers[], items: number[], needed: number) =>
  all.filter((answers) => items.filter((item) => answers[item] !== null).length >= needed).length

test('on any organisation no score, interval, gap or distribution tells about fewer people than it may', () => {
  fc.assert(
    fc.property(organisations, (drawn) => {
      const { publication, units } = publicationOf(drawn)
      const placed = (perspective: 'staff' | 'clients', items: number[], needed: number) =>
        units.map((unit, index) => ({
          ...unit,
          direct: answered(drawn[index]?.[perspective] ?? [], items, needed),
        }))
      const shown = (
        isShown: (result: PerspectiveResult, unit: Publication['units'][number]) => boolean,
        place: number,
      ) =>
        publication.units.flatMap((unit) => {
          const result = unit.perspectives[place]
          return result && isShown(result, unit) ? [unit.id] : []
        })

      TOPICS.forEach((items, topic) => {
        const scores = shown(({ dimensions }) => dimensions[topic]?.state === 'shown', 0)
        expect(leaks(placed('staff', items, 2), scores, 5)).toEqual([])
        const counted = shown(({ dimensions }) => {
          const cell = dimensions[topic]
          return cell?.state === 'shown' && cell.basis.state === 'counted'
        }, 0)
        expect(leaks(placed('staff', items, 2), counted, 10)).toEqual([])
      })
      SHARED.forEach((items, topic) => {
        const clients = shown(({ dimensions }) => dimensions[topic]?.state === 'shown', 1)
        expect(leaks(placed('clients', items, 2), clients, 10)).toEqual([])
        const gaps = shown((_result, { gaps: [gap] }) => gap?.dimensions[topic]?.state === 'shown', 0)
        const either = shown(
          ({ dimensions }, { id }) => dimensions[topic]?.state === 'shown' || gaps.includes(id),
          0,
        )
        expect(leaks(placed('staff', items, 2), either, 5)).toEqual([])
      })
      ;['LIS1', 'LIS2', 'LIS3'].forEach((item, place) => {
        const distributions = shown(({ items }) => items.some((one) => one.item === item), 0)
        const known = units.map((unit, index) => ({
          ...unit,
          direct: answered((drawn[index]?.staff ?? []).filter(hasScore), [place], 1),
        }))
        expect(leaks(known, distributions, 10)).toEqual([])
      })
    }),
    { numRuns: 150 },
  )
})

const hasScore = (answers: Answers) => TOPICS.some((items) => answered([answers], items, 2) === 1)
