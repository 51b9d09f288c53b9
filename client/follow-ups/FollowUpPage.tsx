import type { ActionVerdict, FollowUp, PerspectiveChange } from '#server/follow-ups/contract.ts'
import { getFollowUp } from '../api.ts'
import { ConceptLabel } from '../results/ConceptLabel.tsx'
import { meaningOfDifference } from '../results/difference.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { closingDay, formatDate, formatShortDate, formatSigned } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { Table } from '../ui/Table.tsx'
import { VerdictLine } from './VerdictLine.tsx'
import './follow-ups.css'

type Compared = Extract<FollowUp, { state: 'compared' }>

export function FollowUpPage({ scanId }: { scanId: string }) {
  return (
    <Page title={t('followUps.title')} purpose={t('followUps.purpose')}>
      <Loaded name={`follow-up ${scanId}`} load={() => getFollowUp(scanId)}>
        {(followUp) =>
          followUp.state === 'compared' ? (
            <Comparison followUp={followUp} />
          ) : (
            <NothingYet scanId={scanId} state={followUp.state} />
          )
        }
      </Loaded>
    </Page>
  )
}

function NothingYet({ scanId, state }: { scanId: string; state: 'not-published' | 'first-scan' }) {
  const isFirst = state === 'first-scan'
  const [words, button] = isFirst ? (['first', 'toResults'] as const) : (['notPublished', 'toScan'] as const)
  return (
    <EmptyState
      title={t(`followUps.${words}`)}
      action={
        <Button href={isFirst ? `/scans/${scanId}/results` : `/scans/${scanId}`}>
          {t(`followUps.${button}`)}
        </Button>
      }
    >
      <p>{t(`followUps.${words}What`)}</p>
    </EmptyState>
  )
}

function Comparison({ followUp }: { followUp: Compared }) {
  const { scan, previous, unitName, planId } = followUp
  return (
    <div class="stack">
      <Card>
        <p class="follow-up-summary">{summaryOf(followUp)}</p>
        <p>
          <ConceptLabel status={scan.validation} />
        </p>
        <p class="hint">
          {t('followUps.between', {
            unit: unitName,
            before: previous.title,
            beforeDate: formatDate(closingDay(previous.closedAt)),
            after: scan.title,
            afterDate: formatDate(closingDay(scan.closedAt)),
          })}
        </p>
      </Card>
      <Card
        title={t('followUps.actions.title')}
        action={planId && <a href={`/plans/${planId}`}>{t('followUps.actions.toPlan')}</a>}
      >
        <Verdicts actions={followUp.actions} />
      </Card>
      <Card title={t('followUps.topics.title')}>
        <div class="change-table">
          <ChangeTable followUp={followUp} />
        </div>
        <p class="hint">
          {meaningOfDifference(scan.steps)} {t('followUps.topics.note')} {t('followUps.topics.hiddenNote')}
        </p>
      </Card>
    </div>
  )
}

/** How many topics moved beyond noise, in at least one perspective. */
export function summaryOf({ dimensions }: Pick<Compared, 'dimensions'>): string {
  const labels = dimensions.map(({ perspectives }) =>
    perspectives.flatMap(({ change }) => (change.state === 'shown' ? [change.label] : [])),
  )
  if (labels.every(({ length }) => length === 0)) return t('followUps.summary.hidden')
  const count = labels.filter((own) => own.some((label) => label !== 'no-clear-change')).length
  return count === 0 ? t('followUps.summary.none') : t('followUps.summary.some', { count })
}

function Verdicts({ actions }: { actions: ActionVerdict[] }) {
  if (actions.length === 0) return <p class="hint">{t('followUps.actions.none')}</p>
  return (
    <>
      <p>{t('followUps.actions.what')}</p>
      <ul class="verdicts">
        {toldFirst(actions).map((action) => (
          <li key={action.actionId}>
            <h3>
              <a href={`/plans/${action.planId}/actions/${action.actionId}`}>{action.title}</a>
            </h3>
            <p class="hint">{factsOf(action)}</p>
            <VerdictLine judged={action} />
          </li>
        ))}
      </ul>
    </>
  )
}

const ORDER = ['moved', 'not-moved', 'cannot-tell'] as const

export function toldFirst(actions: ActionVerdict[]): ActionVerdict[] {
  const place = ({ verdict }: ActionVerdict) => ORDER.indexOf(verdict.state) + Number(isUndone(verdict))
  return actions.toSorted((a, b) => place(a) - place(b))
}

function isUndone(verdict: ActionVerdict['verdict']): boolean {
  return verdict.state === 'cannot-tell' && verdict.reason === 'not-done'
}

function factsOf({ dimension, doneOn, status }: ActionVerdict): string {
  const state = doneOn
    ? t('followUps.actions.doneOn', { date: formatShortDate(doneOn) })
    : t(`plans.status.${status}`)
  return `${inLanguage(dimension)} · ${state}`
}

interface Row extends PerspectiveChange {
  topic: string
}

/** A perspective of which no change may be shown at all takes no rows. */
export function rowsOf(dimensions: Compared['dimensions']): Row[] {
  const told = new Set(
    dimensions.flatMap(({ perspectives }) =>
      perspectives.filter(({ change }) => change.state === 'shown').map(({ perspective }) => perspective),
    ),
  )
  return dimensions.flatMap(({ title, perspectives }) =>
    perspectives
      .filter(({ perspective }) => told.has(perspective))
      .map((one) => ({ ...one, topic: inLanguage(title) })),
  )
}

function ChangeTable({ followUp: { dimensions } }: { followUp: Compared }) {
  const rows = rowsOf(dimensions)
  return (
    <Table
      caption={t('followUps.topics.title')}
      hideCaption
      rows={rows}
      keyOf={({ topic, perspective }) => `${topic} ${perspective}`}
      columns={[
        { label: t('followUps.topics.topic'), cell: (row) => <TopicOf row={row} />, heading: true },
        { label: t('followUps.topics.says'), cell: ({ change }) => <Label change={change} /> },
        {
          label: t('followUps.topics.change'),
          cell: ({ change }) => <span class="change-figures">{differenceIn(change)}</span>,
        },
        {
          label: t('followUps.topics.before'),
          number: true,
          cell: ({ change }) => figureIn(change, 'before'),
        },
        { label: t('followUps.topics.after'), number: true, cell: ({ change }) => figureIn(change, 'after') },
      ]}
    />
  )
}

function TopicOf({ row: { topic, perspective } }: { row: Row }) {
  return (
    <>
      {topic} <span class="hint change-who">{t(`scans.perspectives.${perspective}`)}</span>
    </>
  )
}

type Change = PerspectiveChange['change']

function figureIn(change: Change, when: 'before' | 'after'): string {
  return change.state === 'shown' ? change[when].label : '–'
}

function differenceIn(change: Change): string {
  if (change.state === 'hidden') return t('followUps.topics.hidden')
  const { difference, interval } = change
  if (difference === null || interval.state === 'none') return '–'
  const [low, high] = [formatSigned(interval.low), formatSigned(interval.high)]
  return t('followUps.topics.range', { difference: formatSigned(difference), low, high })
}

function Label({ change }: { change: Change }) {
  if (change.state === 'hidden') return <>–</>
  const tone = { higher: 'strength', lower: 'chance', 'no-clear-change': 'neutral' } as const
  return (
    <>
      <Badge tone={tone[change.label]}>{t(`followUps.label.${change.label}`)}</Badge>
      {change.sharedItemsOnly && <span class="hint"> {t('followUps.sharedItems')}</span>}
    </>
  )
}
