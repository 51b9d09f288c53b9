import type { PriorityTopic } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Chart } from '../ui/Chart.tsx'
import { type Chosen, planPath, resultOf, titleOf } from './chosen.ts'
import { importanceFinding, nameOf, say, who } from './findings.ts'
import { prioritiesFinding, priorityGroups } from './priority-groups.ts'
import { importanceChart } from './score-chart.ts'

/** From what came out to what to do: an order to start from, and the way to the plan. */
export function PrioritySection({ chosen, mayPlan }: { chosen: Chosen; mayPlan: boolean }) {
  const { publication, unit } = chosen
  const { priorities } = unit
  const groups = priorityGroups(unit)
  return (
    <Card title={t('results.priorities.title')}>
      <p>{say(prioritiesFinding(publication, unit))}</p>
      {priorities.state === 'shown' && (
        <>
          <ol class="priorities">
            {groups.map((topics) => (
              <Group key={topics[0]?.dimension} chosen={chosen} topics={topics} mayPlan={mayPlan} />
            ))}
          </ol>
          <p class="hint">
            {t('results.priorities.how', { who: who(priorities.perspective), target: priorities.target })}
          </p>
        </>
      )}
      <Importance chosen={chosen} />
    </Card>
  )
}

interface GroupProps {
  chosen: Chosen
  topics: PriorityTopic[]
  mayPlan: boolean
}

function Group({ chosen, topics, mayPlan }: GroupProps) {
  const [from, to] = [topics[0]?.rank ?? 0, topics.at(-1)?.rank ?? 0]
  return (
    <li>
      <p class="priority-rank">
        {from === to
          ? t('results.priorities.rank', { rank: from })
          : t('results.priorities.ranks', { from, to })}
      </p>
      <ul class="plain-list">
        {topics.map((topic) => (
          <Topic key={topic.dimension} chosen={chosen} topic={topic} mayPlan={mayPlan} />
        ))}
      </ul>
    </li>
  )
}

function Topic({ chosen, topic, mayPlan }: { chosen: Chosen; topic: PriorityTopic; mayPlan: boolean }) {
  const { dimension } = topic
  const title = titleOf(chosen.publication, dimension)
  return (
    <li class="priority">
      <p>
        <strong>{title}</strong>
        <span class="hint">{figuresOf(chosen, topic)}</span>
      </p>
      {mayPlan && (
        <Button
          href={planPath(chosen.publication.scan.id, dimension)}
          label={t('results.priorities.toPlanFor', { topic: title })}
        >
          {t('results.priorities.toPlan')}
        </Button>
      )}
    </li>
  )
}

/** With the range of the score where there is one, because the order rests on it. */
function figuresOf({ publication, unit }: Chosen, { dimension, score, importance }: PriorityTopic): string {
  const { priorities } = unit
  const result = priorities.state === 'shown' ? resultOf(unit, priorities.perspective) : undefined
  const cell = result?.dimensions[publication.dimensions.findIndex(({ id }) => id === dimension)]
  const figures = { score: score.label, importance: importance.label }
  if (cell?.state !== 'shown' || cell.interval.state !== 'range')
    return t('results.priorities.figures', figures)
  const { low, high } = cell.interval
  return t('results.priorities.figuresRange', { ...figures, low, high })
}

function Importance({ chosen }: { chosen: Chosen }) {
  const spec = importanceChart(chosen)
  const finding = say(importanceFinding(chosen))
  if (!spec) return <p class="hint">{finding}</p>
  const title = `${t('results.importance.title')}: ${nameOf(chosen.result.perspective)}, ${chosen.unit.name}`
  return <Chart title={title} finding={finding} spec={spec} />
}
