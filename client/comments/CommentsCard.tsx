import { getCommentBlocks } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { useLoad } from '../ui/use-load.ts'

interface CommentsCardProps {
  scanId: string
  mayJudge: boolean
  /** Where only what waits for somebody has a place. */
  onlyToJudge?: boolean
}

/** Of a closed scan: what there is to judge, or to read. Nothing while that is not known. */
export function CommentsCard({ scanId, mayJudge, onlyToJudge = false }: CommentsCardProps) {
  const [loading] = useLoad(`comment blocks ${scanId}`, () => getCommentBlocks(scanId))
  if (loading.state !== 'ready' || loading.value.state === 'none') return null
  const toJudge = mayJudge && loading.value.state === 'waiting'
  if (onlyToJudge && !toJudge) return null
  return (
    <Card title={t('comments.read.title')}>
      <p>{t(toJudge ? 'comments.card.judge' : `comments.card.${loading.value.state}`)}</p>
      <div class="buttons">
        {toJudge ? (
          <Button href={`/scans/${scanId}/comments`}>{t('comments.judge.title')}</Button>
        ) : (
          <Button href={`/scans/${scanId}/results/comments`}>{t('comments.published.button')}</Button>
        )}
      </div>
    </Card>
  )
}
