import type { Publication, StoredComparison } from '#server/results/contract.ts'
import { newCounting } from '#server/results/counting.ts'
import { perspectivesIn } from '#server/results/measures.ts'
import { publish } from '#server/results/publish.ts'
import type { Group, Organisation, Person, Round } from './organisations.ts'
import type { View } from './people.ts'

export interface Release {
  publication: Publication
  comparison: StoredComparison
}

/** Closes a scan as the server does, on the answers counted one by one. `people`: those who answered by then. */
export function release(
  round: Round,
  previous: Release | null,
  people: readonly Person[] = round.people,
): Release {
  const { id, instrument, minimums, units, groups } = round
  const counting = newCounting(instrument, 'full', perspectivesIn(groups))
  for (const { unitId, perspective, answers, importance, onPaper } of people) {
    counting.add(unitId, perspective, answers, importance, onPaper)
  }
  return publish({
    scan: {
      id,
      title: `Scan ${id}`,
      opensAt: '2026-10-05T08:00:00.000Z',
      closedAt: '2026-11-05T08:00:00.000Z',
    },
    instrument,
    form: 'full',
    minimums,
    units: [...units],
    groups: groups.map((group) => ({ ...group, ...answeredIn(group, people) })),
    counts: counting.counts(),
    previous: previous && { publication: previous.publication, comparison: previous.comparison },
  })
}

/** With or without a score, on paper and otherwise. */
function answeredIn({ unitId, perspective }: Group, people: readonly Person[]) {
  const own = people.filter((one) => one.unitId === unitId && one.perspective === perspective)
  const onPaper = own.filter((one) => one.onPaper).length
  return { answered: own.length - onPaper, onPaper }
}

export interface Releases {
  first: Release
  second: Release
  views: Map<string, View>
}

export function releasesOf({ first, second }: Organisation): Releases {
  const before = release(first, null)
  return {
    first: before,
    second: release(second, before),
    views: new Map([first, second].map((round) => [round.id, viewOf(round)])),
  }
}

export function viewOf(round: Round): View {
  return { round, units: round.units, placeOf: ({ unitId }) => unitId }
}
