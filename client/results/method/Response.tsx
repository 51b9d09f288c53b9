import { t } from '../../text/text.ts'
import type { ChapterProps } from './Chapter.tsx'

export function Response({ method }: ChapterProps) {
  const { response, detail, skippedPercentage } = method
  return (
    <>
      <p>{t('method.response.what')}</p>
      <p>{t('method.response.steps', { step: response.step })}</p>
      <p>{t('method.response.from', { detail })}</p>
      <p>{t('method.response.low', { low: response.low })}</p>
      <p>{t('method.response.skipped', { percentage: skippedPercentage })}</p>
    </>
  )
}
