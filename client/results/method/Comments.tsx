import { t } from '../../text/text.ts'
import type { ChapterProps } from './Chapter.tsx'

export function Comments({ method }: ChapterProps) {
  if (method.openQuestions === 0) return <p>{t('method.comments.none')}</p>
  return (
    <>
      <p>{t('method.comments.apart')}</p>
      <p>{t('method.comments.read')}</p>
      <p>{t('method.comments.block', method.comments)}</p>
      <p>{t('method.comments.self')}</p>
    </>
  )
}
