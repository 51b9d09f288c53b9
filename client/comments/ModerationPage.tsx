import { useEffect, useRef, useState } from 'preact/hooks'
import type { JudgeComment, QueuedComment } from '#server/comments/contract.ts'
import { getCommentQueue, judgeComment } from '../api.ts'
import { t } from '../text/text.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { RadioGroup } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { CommentCard, cardOf } from './CommentCard.tsx'
import { CommentsPage } from './CommentsPage.tsx'
import { ClearUnread, PublishCard } from './PublishCard.tsx'
import { FILTERS, type Filter, type Judging, matching, neighbourOf, replaced } from './queue.ts'
import './comments.css'

const AT_ONCE = 20

export function ModerationPage({ scanId }: { scanId: string }) {
  if (useSignedIn()?.role !== 'messenger') return <CommentsPage scanId={scanId} />
  return (
    <Page
      title={t('comments.judge.title')}
      purpose={t('comments.judge.purpose')}
      breadcrumb={[{ label: t('comments.toScan'), href: `/scans/${scanId}` }]}
    >
      <Loaded name={`comment queue ${scanId}`} load={() => getCommentQueue(scanId)}>
        {(queue, reload) => {
          if (queue.state === 'published') return <Published scanId={scanId} />
          return queue.comments.length === 0 ? (
            <NothingToJudge queue={queue} reload={reload} />
          ) : (
            <Judge queue={queue} />
          )
        }}
      </Loaded>
    </Page>
  )
}

function Published({ scanId }: { scanId: string }) {
  return (
    <EmptyState
      title={t('comments.published.title')}
      action={
        <Button kind="primary" href={`/scans/${scanId}/results/comments`}>
          {t('comments.published.button')}
        </Button>
      }
    >
      <p>{t('comments.published.what')}</p>
    </EmptyState>
  )
}

function NothingToJudge({ queue, reload }: { queue: Judging; reload: () => void }) {
  return (
    <EmptyState
      title={t('comments.none.title')}
      action={<Button href={`/scans/${queue.scan.id}/results`}>{t('comments.toResults')}</Button>}
    >
      <p>{t('comments.none.what')}</p>
      <ClearUnread scanId={queue.scan.id} onCleared={reload} />
    </EmptyState>
  )
}

/** The last judgement, so that one slip of the finger is easily mended. */
interface Last {
  id: string
  state: 'approved' | 'rejected' | 'open'
}

function Judge({ queue }: { queue: Judging }) {
  const [comments, setComments] = useState(queue.comments)
  const [filter, setFilter] = useState<Filter>('open')
  const [most, setMost] = useState(AT_ONCE)
  const [last, setLast] = useState<Last>()
  const list = useRef<HTMLElement>(null)
  const readOn = useReadingOn(list)
  const shown = matching(comments, filter)

  const judge = async (comment: QueuedComment, body: JudgeComment) => {
    const judged = await judgeComment(queue.scan.id, comment.id, body)
    const after = replaced(comments, judged)
    const stays = matching(after, filter).some(({ id }) => id === comment.id)
    readOn(stays ? comment.id : neighbourOf(shown, comment.id))
    setComments((before) => replaced(before, judged))
    setLast({ id: comment.id, state: judged.decision ?? 'open' })
  }
  const undo = async (id: string) => {
    const judged = await judgeComment(queue.scan.id, id, { decision: null })
    readOn(id)
    setComments((before) => replaced(before, judged))
    setFilter('open')
    setLast({ id, state: 'open' })
  }

  return (
    <div class="stack">
      <Head queue={queue} comments={comments} />
      <PublishCard queue={queue} comments={comments} />
      <FilterBar
        comments={comments}
        filter={filter}
        choose={(next) => {
          setFilter(next)
          setMost(AT_ONCE)
        }}
      />
      <LastJudged last={last} undo={undo} />
      <section ref={list} class="stack" tabIndex={-1} aria-label={t('comments.judge.list')}>
        {shown.length === 0 && <p>{t(`comments.judge.nothing.${filter}`)}</p>}
        {shown.slice(0, most).map((comment) => (
          <CommentCard
            key={comment.id}
            comment={comment}
            queue={queue}
            judge={(body) => judge(comment, body)}
          />
        ))}
      </section>
      {shown.length > most && (
        <div class="buttons">
          <Button onClick={() => setMost(most + AT_ONCE)}>{t('comments.judge.more')}</Button>
        </div>
      )}
    </div>
  )
}

/** After a judgement the focus goes to the next card, or to the list when that is empty. */
function useReadingOn(list: { current: HTMLElement | null }): (id: string | undefined) => void {
  const next = useRef<{ id: string | undefined } | undefined>(undefined)
  useEffect(() => {
    if (!next.current) return
    const card = next.current.id && document.getElementById(cardOf(next.current.id))
    next.current = undefined
    ;(card || list.current)?.focus()
  })
  return (id) => {
    next.current = { id }
  }
}

function Head({ queue, comments }: { queue: Judging; comments: QueuedComment[] }) {
  const total = comments.length
  const judged = total - matching(comments, 'open').length
  return (
    <>
      <Bar
        label={t('comments.judge.progress')}
        value={judged}
        max={total}
        text={t('comments.judge.done', { judged, total })}
      />
      <details>
        <summary>{t('comments.judge.guide')}</summary>
        <ul class="comment-guide">
          {(['Approve', 'Edit', 'Reject', 'Marks', 'Who'] as const).map((name) => (
            <li key={name}>{t(`comments.judge.guide${name}`)}</li>
          ))}
          {queue.unplaced === 'five-or-more' && <li>{t('comments.judge.unplaced')}</li>}
        </ul>
      </details>
    </>
  )
}

interface FilterProps {
  comments: QueuedComment[]
  filter: Filter
  choose: (filter: Filter) => void
}

function FilterBar({ comments, filter, choose }: FilterProps) {
  return (
    <div class="comment-filters">
      <RadioGroup
        label={t('comments.judge.filter')}
        hideLabel
        inline
        value={filter}
        options={FILTERS.map((value) => ({
          value,
          label: t(`comments.judge.filters.${value}`, { count: matching(comments, value).length }),
        }))}
        onChange={choose}
      />
    </div>
  )
}

function LastJudged({ last, undo }: { last: Last | undefined; undo: (id: string) => Promise<void> }) {
  const { busy, error, submit } = useSubmit(async () => {
    if (last) await undo(last.id)
  })
  return (
    <>
      <p class="comment-last" role="status">
        {last && t(`comments.judge.was.${last.state}`)}
        {last && last.state !== 'open' && (
          <Button kind="quiet" busy={busy} onClick={submit}>
            {t('comments.judge.undo')}
          </Button>
        )}
      </p>
      <ErrorNotice error={error} />
    </>
  )
}
