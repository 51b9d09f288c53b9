import type { PriorityTopic, Publication, UnitResult } from '#server/results/contract.ts'
import { formatList } from '../ui/format.ts'
import { titleOf } from './chosen.ts'
import type { Finding } from './findings.ts'

/** Topics in order; those whose order says little stand together. */
export function priorityGroups({ priorities }: UnitResult): PriorityTopic[][] {
  if (priorities.state === 'hidden') return []
  const groups: PriorityTopic[][] = []
  let together = false
  for (const topic of priorities.topics) {
    if (together) groups.at(-1)?.push(topic)
    else groups.push([topic])
    together = topic.aboutEqualToNext
  }
  return groups
}

const MOST_NAMED = 4

export function prioritiesFinding(publication: Publication, unit: UnitResult): Finding {
  const first = priorityGroups(unit)[0]
  if (!first) return { key: 'results.priorities.hidden', values: {} }
  const topics = first.map(({ dimension }) => titleOf(publication, dimension))
  if (topics.length > MOST_NAMED) return { key: 'results.priorities.close', values: {} }
  if (topics.length > 1) return { key: 'results.priorities.equal', values: { topics: formatList(topics) } }
  return { key: 'results.priorities.first', values: { topic: topics[0] ?? '' } }
}
