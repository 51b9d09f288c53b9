import { t } from '../../text/text.ts'
import type { ChapterProps } from './Chapter.tsx'

export function Certainty({ method }: ChapterProps) {
  const { detail, confidence, edges, highlights, difference } = method
  return (
    <>
      <p>{t('method.certainty.mean')}</p>
      <p>{t('method.certainty.range', { detail, confidence })}</p>
      <p>{t('method.certainty.everyone')}</p>
      <p>{t('method.certainty.few', { detail })}</p>
      <p>{t('method.certainty.edges', edges)}</p>
      <p>{t('method.certainty.rounding')}</p>
      <p>{t('method.certainty.highlights', { ...highlights, points: difference.points })}</p>
    </>
  )
}
