import { useState } from 'preact/hooks'
import type { Plan, PlanDimension } from '#server/plans/contract.ts'
import { setPriority } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { useRoom } from './use-room.ts'
import { WaitingDialog } from './WaitingDialog.tsx'

interface TopicsProps {
  plan: Plan
  onChoose: (dimensionId: string) => void
  onSaved: () => void
}

const FIRST = 5
const HEADING = 'topics'

/** Choosing an action begins with a topic, and the topics may be far below a full board. */
export function goToTopics(): void {
  const heading = document.getElementById(HEADING)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}

/** What came out, in the order to work on it, with what is being worked on. */
export function Topics({ plan, onChoose, onSaved }: TopicsProps) {
  const [all, setAll] = useState(false)
  const topics = inOrder(plan)
  const heading = (
    <span id={HEADING} tabIndex={-1}>
      {t('plans.topics.title')}
    </span>
  )
  const shown = all ? topics : topics.slice(0, FIRST)
  return (
    <Card title={heading}>
      {plan.mayChange && <p>{t('plans.topics.what')}</p>}
      <ul class="topics">
        {shown.map((topic) => (
          <Topic key={topic.id} plan={plan} topic={topic} onChoose={onChoose} onSaved={onSaved} />
        ))}
      </ul>
      {topics.length > shown.length && (
        <div class="buttons">
          <Button kind="quiet" onClick={() => setAll(true)}>
            {t('plans.topics.more')}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** What is worked on, what waits, then the rest; within each by rank, then the chances, then as in the scan. */
export function inOrder({
  dimensions,
  priorities,
}: Pick<Plan, 'dimensions' | 'priorities'>): PlanDimension[] {
  const group = ({ id }: PlanDimension) => {
    const priority = priorities.find(({ dimensionId }) => dimensionId === id)
    return priority ? Number(priority.waiting) : 2
  }
  const place = ({ rank, chance }: PlanDimension) => rank ?? (chance ? 1000 : 2000)
  return dimensions.toSorted((a, b) => group(a) - group(b) || place(a) - place(b))
}

function Topic({ plan, topic, onChoose, onSaved }: TopicsProps & { topic: PlanDimension }) {
  const priority = plan.priorities.find(({ dimensionId }) => dimensionId === topic.id)
  const name = inLanguage(topic.title)
  return (
    <li class="topic">
      <div>
        <h3>{name}</h3>
        <p class="topic-facts">
          {topic.rank !== null && <Badge tone="chance">{t('plans.topics.rank', { rank: topic.rank })}</Badge>}
          {topic.rank === null && topic.chance && <Badge tone="chance">{t('plans.topics.chance')}</Badge>}
          {priority?.waiting && <Badge>{t('plans.topics.waiting')}</Badge>}
          {topic.scores.map(({ perspective, score }) => (
            <span key={perspective} class="hint">
              {t('plans.topics.score', {
                who: t(`results.who.${perspective}`),
                score: score.label,
              })}
            </span>
          ))}
          {priority && <span class="hint">{t('plans.topics.open', { count: priority.openActions })}</span>}
        </p>
      </div>
      {plan.mayChange && (
        <div class="buttons">
          {priority && <Waiting plan={plan} priority={priority} name={name} onSaved={onSaved} />}
          <Button label={t('plans.topics.chooseFor', { topic: name })} onClick={() => onChoose(topic.id)}>
            {t('plans.topics.choose')}
          </Button>
        </div>
      )}
    </li>
  )
}

interface WaitingProps {
  plan: Plan
  priority: Plan['priorities'][number]
  name: string
  onSaved: () => void
}

function Waiting({ plan, priority: { dimensionId, waiting }, name, onSaved }: WaitingProps) {
  const room = useRoom()
  const { busy, error, submit } = useSubmit(async () => {
    const after = await room.withRoom(dimensionId, (instead) =>
      setPriority(plan.id, dimensionId, { waiting: !waiting, ...(instead ? { instead } : {}) }),
    )
    if (after) onSaved()
  })
  const words = waiting ? 'resume' : 'wait'
  return (
    <>
      <Button
        kind="quiet"
        busy={busy}
        label={t(`plans.topics.${words}For`, { topic: name })}
        onClick={submit}
      >
        {t(`plans.topics.${words}`)}
      </Button>
      <ErrorNotice error={error} />
      <WaitingDialog plan={plan} room={room} withSelf={false} />
    </>
  )
}
