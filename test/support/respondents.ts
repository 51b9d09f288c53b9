import { randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { Questionnaire } from '#server/responses/contract.ts'
import type { DistributedGroup } from '#server/scans/contract.ts'

export const codeOf = (link: string): string => link.split('#')[1] ?? ''

export interface Answering {
  /** How many of the group answer. */
  people: number
  /** The point of the scale that everybody is near to, per dimension. */
  point: (dimensionId: string) => number
  pressing?: string[]
  /** What the first of them write at the first open question, one each. */
  remarks?: string[]
}

/** People of a group open their link and send what they think; neighbours differ a little, as people do. */
export async function answerAs(
  group: Pick<DistributedGroup, 'link'>,
  { people, point, pressing = [], remarks = [] }: Answering,
): Promise<void> {
  const code = codeOf(group.link)
  const { dimensions, questions } = await api.call<Questionnaire>('POST', '/api/questionnaires', { code })
  for (let person = 0; person < people; person++) {
    const answers = Object.fromEntries(
      dimensions.flatMap(({ id, items }) =>
        items.map((item, index) => [item.id, within(point(id) + ((person + index) % 3) - 1)]),
      ),
    )
    const importance = dimensions.map(({ id }) => id).filter((id) => pressing.includes(id))
    const said = remarks[person]
    await api.call('POST', '/api/responses', {
      code,
      submissionId: randomUUID(),
      answers,
      importance,
      comments: said && questions[0] ? { [questions[0].id]: said } : {},
    })
  }
}

const within = (point: number) => Math.min(5, Math.max(1, point))
