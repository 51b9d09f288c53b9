import { t } from '../../text/text.ts'
import type { ChapterProps } from './Chapter.tsx'

export function Change({ method }: ChapterProps) {
  const { change, difference } = method
  return (
    <>
      <p>{t('method.change.same')}</p>
      <p>{t('method.change.independent')}</p>
      <p>{t('method.change.clear', { points: difference.points, chance: difference.chancePercentage })}</p>
      <p>{t('method.change.from', change)}</p>
      <p>{t('method.change.small')}</p>
    </>
  )
}
