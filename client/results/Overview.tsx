import type { Publication } from '#server/results/contract.ts'
import { OpenLinkBasis } from '../privacy/OpenLinkBasis.tsx'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { formatSigned } from '../ui/format.ts'
import { type Chosen, planPath, titleOf } from './chosen.ts'
import {
  anchorFinding,
  type Changed,
  clearChanges,
  type Placed,
  responseFinding,
  say,
  scoreFinding,
  sinceFinding,
  standings,
  who,
} from './findings.ts'

/** What one has to know, in one view: response, strengths, chances and change, a sentence each. */
export function Overview({ chosen, mayPlan }: { chosen: Chosen; mayPlan: boolean }) {
  return (
    <div class="overview">
      <Response chosen={chosen} />
      <Highlights chosen={chosen} mayPlan={mayPlan} />
      <Since chosen={chosen} />
    </div>
  )
}

function Response({ chosen }: { chosen: Chosen }) {
  const { response } = chosen.result
  const shown = response.state === 'shown'
  return (
    <section class="card overview-response">
      <h2>{t('results.response.title')}</h2>
      {shown && (
        <p class="response-figure">
          {t(`results.response.${response.bound}`)}{' '}
          <span class="big-figure">
            {t('results.response.percentage', { percentage: response.percentage })}
          </span>{' '}
          {t('results.response.invited', { count: response.invited })}
        </p>
      )}
      <div>
        <p>{say(responseFinding(chosen))}</p>
        {!shown && <p class="hint">{t('results.response.untold')}</p>}
        {chosen.publication.openLinks?.includes(chosen.result.perspective) && (
          <OpenLinkBasis scanId={chosen.publication.scan.id} />
        )}
      </div>
    </section>
  )
}

function Highlights({ chosen, mayPlan }: { chosen: Chosen; mayPlan: boolean }) {
  const { highlights, perspective } = chosen.result
  if (highlights.state === 'hidden') return <Alike words={t('results.alike.hidden')} />
  if (highlights.alike) {
    const { values } = scoreFinding(chosen)
    return <Alike words={t('results.alike.finding', values)} />
  }
  const placed = new Map(standings(chosen).map((each) => [each.dimension, each]))
  const find = (ids: readonly string[]) => ids.flatMap((id) => placed.get(id) ?? [])
  return (
    <>
      <Card title={t('results.strengths.title')} tone="strength">
        <p>{t('results.strengths.finding', { who: who(perspective) })}</p>
        <Topics chosen={chosen} topics={find(highlights.strengths)} />
      </Card>
      <Card title={t('results.chances.title')} tone="chance">
        <p>{t(mayPlan ? 'results.chances.choose' : 'results.chances.finding', { who: who(perspective) })}</p>
        <Topics chosen={chosen} topics={find(highlights.chances)} toPlan={mayPlan} />
      </Card>
    </>
  )
}

function Alike({ words }: { words: string }) {
  return (
    <section class="card overview-alike">
      <h2>{t('results.alike.title')}</h2>
      <p>{words}</p>
    </section>
  )
}

interface TopicsProps {
  chosen: Chosen
  topics: Placed[]
  /** Each title leads to the plan, with that dimension in hand. */
  toPlan?: boolean
}

function Topics({ chosen, topics, toPlan }: TopicsProps) {
  const { publication } = chosen
  return (
    <ul class="topics">
      {topics.map(({ dimension, cell }) => (
        <li key={dimension}>
          {toPlan ? (
            <PlanLink publication={publication} dimension={dimension} />
          ) : (
            <span class="topic-title">{titleOf(publication, dimension)}</span>
          )}
          <span class="topic-figure">{cell.score.label}</span>
          <span class="topic-words">{say(anchorFinding(publication, cell))}</span>
        </li>
      ))}
    </ul>
  )
}

function PlanLink({ publication, dimension }: { publication: Publication; dimension: string }) {
  const topic = titleOf(publication, dimension)
  return (
    <a
      class="topic-title"
      href={planPath(publication.scan.id, dimension)}
      aria-label={t('results.priorities.toPlanFor', { topic })}
    >
      {topic}
    </a>
  )
}

function Since({ chosen }: { chosen: Chosen }) {
  const clear = clearChanges(chosen)
  const some = clear.length > 0
  return (
    <Card title={t('results.since.title')}>
      <p>{say(sinceFinding(chosen))}</p>
      {some && (
        <ul class="topics">
          {clear.slice(0, 3).map((each) => (
            <Change key={each.dimension} chosen={chosen} change={each} />
          ))}
        </ul>
      )}
      {some && clear.length < chosen.result.change.length && <p class="hint">{t('results.since.others')}</p>}
    </Card>
  )
}

function Change({ chosen, change }: { chosen: Chosen; change: Changed }) {
  const { cell, dimension } = change
  const { difference, interval, before, after } = cell
  const label = cell.label === 'higher' ? 'higher' : 'lower'
  const verdict = t(`results.since.labels.${label}`)
  return (
    <li>
      <span class="topic-title">{titleOf(chosen.publication, dimension)}</span>
      <span class="topic-figure">
        <span class={label === 'higher' ? 'ink-brand' : 'ink-chance'} aria-hidden="true">
          {label === 'higher' ? '▲ ' : '▼ '}
        </span>
        {difference === null ? `${before.label} → ${after.label}` : formatSigned(difference)}
      </span>
      <span class="topic-words">
        {interval.state === 'range'
          ? t('results.since.range', {
              verdict,
              low: formatSigned(interval.low),
              high: formatSigned(interval.high),
            })
          : verdict}
      </span>
    </li>
  )
}
