import { t } from '../text/text.ts'
import { formatList } from '../ui/format.ts'
import { agreementGroups } from './agreement.ts'
import type { Chosen } from './chosen.ts'
import { who } from './findings.ts'

/** On which topics people answered alike and on which they did not: a mean hides that. */
export function AgreementPart({ chosen }: { chosen: Chosen }) {
  const groups = agreementGroups(chosen)
  if (groups.length === 0) return null
  return (
    <section class="part agreement">
      <h3>{t('results.agreement.title', { who: who(chosen.result.perspective) })}</h3>
      <dl class="agreement-words">
        {groups.map(({ word, topics }) => (
          <div key={word}>
            <dt>{t(`results.agreement.words.${word}`)}</dt>
            <dd>{formatList(topics)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t('results.agreement.how')}</p>
    </section>
  )
}
