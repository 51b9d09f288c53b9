import { useLocation } from 'preact-iso'
import type { CommentBlocks } from '#server/comments/contract.ts'
import { getCommentBlocks } from '../api.ts'
import { pathWith } from '../plans/filters.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Field.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import './comments.css'

type Published = Extract<CommentBlocks, { state: 'published' }>
type Block = Published['blocks'][number]

export function CommentsPage({ scanId }: { scanId: string }) {
  return (
    <Page
      title={t('comments.read.title')}
      purpose={t('comments.read.purpose')}
      breadcrumb={[{ label: t('comments.toResults'), href: `/scans/${scanId}/results` }]}
      action={
        <Button kind="quiet" icon="print" label={t('comments.read.print')} onClick={() => print()}>
          {t('common.print')}
        </Button>
      }
    >
      <Loaded name={`comment blocks ${scanId}`} load={() => getCommentBlocks(scanId)}>
        {(read) => (
          <>
            <p class="hint">
              {t('comments.read.scan', {
                title: read.scan.title,
                date: formatDate(closingDay(read.scan.closedAt)),
              })}
            </p>
            {read.state === 'published' && read.blocks.length > 0 ? (
              <Blocks published={read} />
            ) : (
              <Nothing scanId={scanId} state={read.state} />
            )}
            <How />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Nothing({ scanId, state }: { scanId: string; state: CommentBlocks['state'] }) {
  const isMessenger = useSignedIn()?.role === 'messenger'
  const action =
    isMessenger && state !== 'published' ? (
      <Button kind={state === 'waiting' ? 'primary' : 'secondary'} href={`/scans/${scanId}/comments`}>
        {t('comments.judge.title')}
      </Button>
    ) : (
      <Button href={`/scans/${scanId}/results`}>{t('comments.toResults')}</Button>
    )
  const words = state === 'waiting' ? 'waiting' : 'none'
  return (
    <EmptyState title={t(`comments.read.${words}`)} action={action}>
      <p>{t(`comments.read.${words}What`)}</p>
    </EmptyState>
  )
}

function Blocks({ published: { scan, blocks } }: { published: Published }) {
  const { query, route } = useLocation()
  const units = [...new Map(blocks.map(({ unit }) => [unit.id, unit])).values()]
  const chosen = units.find(({ id }) => id === query.unit)
  return (
    <>
      {units.length > 1 && (
        <div class="comment-choose">
          <Select
            label={t('comments.read.unit')}
            value={chosen?.id ?? ''}
            placeholder={t('comments.read.all')}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(unit) => route(pathWith(`/scans/${scan.id}/results/comments`, {}, { unit }), true)}
          />
        </div>
      )}
      {(chosen ? [chosen] : units).map((unit) => (
        <Card key={unit.id} title={unit.name}>
          {questionsIn(blocks.filter((block) => block.unit.id === unit.id)).map((of) => (
            <Question key={of[0]?.question.id} blocks={of} />
          ))}
        </Card>
      ))}
    </>
  )
}

function questionsIn(blocks: readonly Block[]): Block[][] {
  return [...Map.groupBy(blocks, ({ question }) => question.id).values()]
}

function Question({ blocks }: { blocks: Block[] }) {
  return (
    <section class="comment-question">
      <h3>{inLanguage(blocks[0]?.question.text)}</h3>
      {blocks.map(({ perspective, comments }) => (
        <div key={perspective} class="comment-block">
          <p>
            <Badge>{t(`scans.perspectives.${perspective}`)}</Badge>
          </p>
          <ul>
            {comments.map((comment, place) => (
              <li key={place}>
                <blockquote class="comment-text">{comment}</blockquote>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function How() {
  return (
    <section class="comment-how">
      <h2>{t('comments.read.how')}</h2>
      {(['howRead', 'howMany', 'howOrder'] as const).map((name) => (
        <p key={name}>{t(`comments.read.${name}`)}</p>
      ))}
    </section>
  )
}
