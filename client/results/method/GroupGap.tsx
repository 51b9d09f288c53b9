import { t } from '../../text/text.ts'
import { formatList } from '../../ui/format.ts'
import { who } from '../findings.ts'
import type { ChapterProps } from './Chapter.tsx'

export function GroupGap({ method }: ChapterProps) {
  const { asked, difference, detail } = method
  if (asked.length < 2) return <p>{t('method.gap.single')}</p>
  return (
    <>
      <p>{t('method.gap.items', { groups: formatList(asked.map(({ perspective }) => who(perspective))) })}</p>
      <p>{t('method.gap.clear', { points: difference.points, chance: difference.chancePercentage })}</p>
      <p>{t('method.gap.needed', { detail })}</p>
    </>
  )
}
