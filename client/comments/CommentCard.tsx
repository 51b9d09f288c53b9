import { useEffect, useRef, useState } from 'preact/hooks'
import type { JudgeComment, QueuedComment } from '#server/comments/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { type Judging, piecesOf } from './queue.ts'

export const cardOf = (id: string): string => `comment-${id}`

interface CardProps {
  comment: QueuedComment
  queue: Pick<Judging, 'questions' | 'units'>
  judge: (body: JudgeComment) => Promise<void>
}

/** One comment to judge; the whole card takes the focus when it is the next one. */
export function CommentCard({ comment, queue, judge }: CardProps) {
  const [editing, setEditing] = useState(false)
  const { id, questionId, perspective, unitId, decision } = comment
  const question = queue.questions.find((one) => one.id === questionId)
  const unit = queue.units.find((one) => one.id === unitId)?.name ?? ''
  return (
    <section class="card comment" id={cardOf(id)} tabIndex={-1} aria-labelledby={`${cardOf(id)}-question`}>
      <header class="comment-about">
        <h3 id={`${cardOf(id)}-question`}>{inLanguage(question?.text)}</h3>
        <p class="hint">
          {t(`scans.perspectives.${perspective}`)} · {t('comments.judge.shownAt', { unit })}
        </p>
        {decision && (
          <Badge tone={decision === 'approved' ? 'strength' : 'neutral'}>
            {t(`comments.judge.state.${decision}`)}
          </Badge>
        )}
      </header>
      {editing ? (
        <EditComment
          comment={comment}
          maxLength={question?.maxLength ?? 0}
          save={judge}
          close={() => setEditing(false)}
        />
      ) : (
        <>
          <MarkedText comment={comment} />
          <Choices comment={comment} judge={judge} onEdit={() => setEditing(true)} />
        </>
      )}
    </section>
  )
}

function MarkedText({ comment: { text, hints } }: { comment: QueuedComment }) {
  const pieces = piecesOf(text, hints)
  return (
    <>
      <blockquote class="comment-text">
        {pieces.map(({ words, kind }, place) => (kind ? <mark key={place}>{words}</mark> : words))}
      </blockquote>
      {hints.length > 0 && (
        <div class="comment-hints">
          <p>{t('comments.hints.title')}</p>
          <ul>
            {pieces.map(({ words, kind }, place) =>
              kind ? <li key={place}>{t(`comments.hints.${kind}`, { words })}</li> : null,
            )}
          </ul>
        </div>
      )}
    </>
  )
}

interface ChoicesProps extends Pick<CardProps, 'comment' | 'judge'> {
  onEdit: () => void
}

function Choices({ comment: { decision }, judge, onEdit }: ChoicesProps) {
  const wish = useRef<JudgeComment['decision']>(null)
  const { busy, error, submit } = useSubmit(() => judge({ decision: wish.current }))
  const choose = (next: JudgeComment['decision']) => () => {
    wish.current = next
    submit()
  }
  return (
    <>
      <ErrorNotice error={error} />
      <div class="buttons">
        {decision !== 'approved' && (
          <Button
            kind={decision ? 'secondary' : 'primary'}
            icon="check"
            busy={busy}
            onClick={choose('approved')}
          >
            {t('comments.judge.approve')}
          </Button>
        )}
        <Button icon="edit" onClick={onEdit}>
          {t('comments.judge.edit')}
        </Button>
        {decision !== 'rejected' && (
          <Button icon="close" busy={busy} onClick={choose('rejected')}>
            {t('comments.judge.reject')}
          </Button>
        )}
        {decision && (
          <Button kind="quiet" busy={busy} onClick={choose(null)}>
            {t('comments.judge.again')}
          </Button>
        )}
      </div>
    </>
  )
}

interface EditProps {
  comment: QueuedComment
  maxLength: number
  save: (body: JudgeComment) => Promise<void>
  close: () => void
}

function EditComment({ comment, maxLength, save, close }: EditProps) {
  const [text, setText] = useState(comment.text)
  const form = useRef<HTMLFormElement>(null)
  const { busy, error, faultOf, submit } = useSubmit(async () => {
    await save({ decision: 'approved', text })
    close()
  })
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])
  return (
    <form ref={form} onSubmit={submit}>
      <TextArea
        label={t('comments.change.label')}
        hint={t('comments.change.hint')}
        value={text}
        maxLength={maxLength}
        required
        error={faultOf('text')}
        onInput={setText}
      />
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('comments.change.save')}
        </Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
