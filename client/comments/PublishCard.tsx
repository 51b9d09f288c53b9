import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { PlannedBlock, QueuedComment } from '#server/comments/contract.ts'
import { getCommentQueue, publishComments } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { type Judging, matching } from './queue.ts'

interface PublishProps {
  queue: Judging
  comments: QueuedComment[]
}

/** Only once everything is judged: what would be shown where, asked from the server anew for these judgements. */
export function PublishCard({ queue, comments }: PublishProps) {
  if (matching(comments, 'open').length > 0) return null
  const approved = matching(comments, 'approved').map(({ id }) => id)
  return (
    <Card title={t('comments.publish.ready')} tone="strength">
      <Loaded
        name={`comment preview ${queue.scan.id} ${approved.join()}`}
        load={() => getCommentQueue(queue.scan.id)}
      >
        {(now) => now.state === 'judging' && <Preview queue={now} />}
      </Loaded>
    </Card>
  )
}

function Preview({ queue }: { queue: Judging }) {
  const { route } = useLocation()
  const { blocks, left } = queue.preview
  const shown = blocks.reduce((sum, { count }) => sum + count, 0)
  const erased = queue.comments.length - shown
  return (
    <>
      {shown === 0 ? <p>{t('comments.publish.nothing')}</p> : <PlannedBlocks queue={queue} blocks={blocks} />}
      {left > 0 && <p>{t('comments.publish.left', { count: left })}</p>}
      <Publish
        scanId={queue.scan.id}
        label={t(shown === 0 ? 'comments.publish.clear' : 'comments.publish.button')}
        title={shown === 0 ? t('comments.publish.sureClear') : t('comments.publish.sure', { count: shown })}
        onPublished={() => route(`/scans/${queue.scan.id}/results/comments`)}
      >
        <p>{t(shown === 0 ? 'comments.publish.finalClear' : 'comments.publish.final')}</p>
        {shown > 0 && erased > 0 && <p>{t('comments.publish.erased', { count: erased })}</p>}
      </Publish>
    </>
  )
}

function PlannedBlocks({ queue, blocks }: { queue: Judging; blocks: PlannedBlock[] }) {
  const nameOf = (unitId: string) => queue.units.find(({ id }) => id === unitId)?.name ?? ''
  const questionOf = (questionId: string) =>
    inLanguage(queue.questions.find(({ id }) => id === questionId)?.text)
  return (
    <>
      <p>{t('comments.publish.what')}</p>
      <ul class="planned-blocks">
        {blocks.map(({ unitId, perspective, questionId, count }) => (
          <li key={`${unitId} ${perspective} ${questionId}`}>
            <strong>{t('comments.publish.block', { count, unit: nameOf(unitId) })}</strong>
            <span class="hint">
              {t(`scans.perspectives.${perspective}`)} · {questionOf(questionId)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What nobody may read can go at once. */
export function ClearUnread({ scanId, onCleared }: { scanId: string; onCleared: () => void }) {
  return (
    <Publish
      scanId={scanId}
      label={t('comments.none.clear')}
      title={t('comments.publish.sureClear')}
      onPublished={onCleared}
    >
      <p>{t('comments.publish.finalClear')}</p>
    </Publish>
  )
}

interface AskedProps {
  scanId: string
  label: string
  title: string
  onPublished: () => void
  children: ComponentChildren
}

function Publish({ scanId, label, title, onPublished, children }: AskedProps) {
  const [asking, setAsking] = useState(false)
  const { busy, error, submit } = useSubmit(async () => {
    await publishComments(scanId)
    setAsking(false)
    onPublished()
  })
  return (
    <>
      <div class="buttons">
        <Button kind="primary" onClick={() => setAsking(true)}>
          {label}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={title}
        confirm={label}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setAsking(false)}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
