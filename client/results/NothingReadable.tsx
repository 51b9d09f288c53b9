import type { Publication } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { Notice } from '../ui/Notice.tsx'

export function NothingReadable({ publication }: { publication: Publication }) {
  return (
    <Notice kind="chance" title={t('results.nothing.title')}>
      <p>{t('results.nothing.words')}</p>
      <p>{t('results.nothing.next')}</p>
      <MinimumsLine publication={publication} />
    </Notice>
  )
}

/** How many answers each figure takes, as frozen at launch. */
export function MinimumsLine({ publication }: { publication: Publication }) {
  return <p class="hint">{t('results.minimums', publication.minimums)}</p>
}
