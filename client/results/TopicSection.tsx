import { useState } from 'preact/hooks'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { Chart } from '../ui/Chart.tsx'
import { RadioGroup } from '../ui/Field.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { AgreementPart } from './AgreementPart.tsx'
import type { Chosen } from './chosen.ts'
import { DifferenceHint } from './DifferenceHint.tsx'
import { stepsOf } from './difference.ts'
import { changeChart, sharesItems } from './difference-chart.ts'
import { changeFinding, everyoneFinding, nameOf, say, scoreFinding } from './findings.ts'
import { type Order, scoreChart, someAreFew } from './score-chart.ts'

/** Each dimension's score, and what became of it since the previous round. */
export function TopicSection({ chosen }: { chosen: Chosen }) {
  const [order, setOrder] = useState<Order>('instrument')
  const everyone = everyoneFinding(chosen)
  return (
    <Card title={t('results.scores.section')}>
      <Chart
        title={`${t('results.scores.title')}: ${nameOf(chosen.result.perspective)}, ${chosen.unit.name}`}
        finding={say(scoreFinding(chosen))}
        spec={scoreChart(chosen, order)}
      />
      {someAreFew(chosen) && <p class="hint">{t('results.scores.few')}</p>}
      {everyone && <p class="hint">{say(everyone)}</p>}
      <div class="screen-only">
        <RadioGroup
          inline
          label={t('results.scores.order')}
          value={order}
          options={[
            { value: 'instrument', label: t('results.scores.orderInstrument') },
            { value: 'score', label: t('results.scores.orderScore') },
          ]}
          onChange={setOrder}
        />
      </div>
      <AgreementPart chosen={chosen} />
      <ChangePart chosen={chosen} />
    </Card>
  )
}

function ChangePart({ chosen }: { chosen: Chosen }) {
  const spec = changeChart(chosen)
  const { previous } = chosen.publication
  if (!spec || !previous) return null
  return (
    <>
      <Chart
        title={t('results.change.title', { date: formatDate(closingDay(previous.closedAt)) })}
        finding={say(changeFinding(chosen))}
        spec={spec}
      />
      {chosen.result.change.some(sharesItems) && <p class="hint">{t('results.change.shared')}</p>}
      <p class="hint">{t('results.difference.open')}</p>
      <DifferenceHint steps={stepsOf(chosen.publication)} />
    </>
  )
}
