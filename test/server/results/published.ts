import type { Publication } from '#server/results/contract.ts'
import type { CountedScan, PreviousRound } from '#server/results/counted.ts'
import { publish } from '#server/results/publish.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { type Crowd, count } from './synthetic.ts'

/** Items of professionals: LIS1 LIS2 LIS3(reverse) CHO1 CHO2 TEM1 TEM2; of clients without TEM. */
export const listens = [4, 4, 2, 2, 2, 3, 3]
export const chooses = [2, 2, 4, 4, 4, 3, 3]
export const clientHappy = [5, 5, 2, 4, 4]
export const clientSad = [3, 2, 4, 2, 3]
export const many = <Answers>(times: number, answers: Answers): Answers[] =>
  Array.from({ length: times }, () => answers)
export const staff = (times: number) => [
  ...many(Math.ceil(times / 2), listens),
  ...many(Math.floor(times / 2), chooses),
]
export const clients = (times: number) => [
  ...many(Math.ceil(times / 2), clientHappy),
  ...many(Math.floor(times / 2), clientSad),
]

export const unit = (id: string, parentId: string | null, professionals: number | null = null) => ({
  id,
  parentId,
  name: `Unit ${id}`,
  professionals,
})

interface Told {
  crowds: Crowd[]
  /** By `unit perspective`; twice as many as answered where nothing is told. */
  invited?: Record<string, number | null>
  units?: CountedScan['units']
  previous?: PreviousRound | null
  form?: 'full' | 'short'
  instrument?: CountedScan['instrument']
}

export const threeUnits = [unit('root', null), unit('A', 'root'), unit('B', 'root'), unit('C', 'root')]

export function publishOf({
  crowds,
  invited = {},
  units = threeUnits,
  previous = null,
  form = 'full',
  ...rest
}: Told) {
  const instrument = rest.instrument ?? tinyInstrument
  const invitedIn = (group: string, otherwise: number) => {
    const told = invited[group]
    return told === undefined ? otherwise : told
  }
  const groups = crowds.map(({ unitId, perspective, people }) => ({
    unitId,
    perspective,
    invited: invitedIn(`${unitId} ${perspective}`, people.length * 2),
  }))
  return publish({
    scan: {
      id: 'scan',
      title: 'Scan',
      opensAt: '2026-10-05T08:00:00.000Z',
      closedAt: '2026-11-05T08:00:00.000Z',
    },
    instrument,
    form,
    minimums: { professional: 5, client: 10, manager: 5 },
    units,
    groups,
    counts: count(instrument, crowds, groups, form),
    previous,
  })
}

export const crowd = (
  unitId: string,
  perspective: Perspective,
  people: (number | null)[][],
  importance?: number[],
): Crowd => ({
  unitId,
  perspective,
  people,
  ...(importance ? { importance } : {}),
})

export function resultOf(publication: Publication, unitId: string, perspective: Perspective) {
  const result = publication.units
    .find(({ id }) => id === unitId)
    ?.perspectives.find((one) => one.perspective === perspective)
  if (!result) throw new Error('no such result')
  return result
}
