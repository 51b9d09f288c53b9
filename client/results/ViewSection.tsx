import { useState } from 'preact/hooks'
import type { Gap, Publication } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { Chart } from '../ui/Chart.tsx'
import { RadioGroup } from '../ui/Field.tsx'
import { type Chosen, readableResults } from './chosen.ts'
import { DifferenceHint } from './DifferenceHint.tsx'
import { stepsOf } from './difference.ts'
import { gapChart, hasFigures } from './difference-chart.ts'
import { gapFinding, nameOf, say, viewsFinding, who } from './findings.ts'
import { perspectiveChart } from './score-chart.ts'

/** Professionals, clients and managers beside each other, and where they differ. */
export function ViewSection({ chosen }: { chosen: Chosen }) {
  const { publication, unit } = chosen
  if (publication.perspectives.length < 2) return null
  const finding = say(viewsFinding(chosen))
  const gaps = unit.gaps.filter(hasFigures)
  return (
    <Card title={t('results.views.title')}>
      {readableResults(unit).length < 2 ? <p>{finding}</p> : <Views chosen={chosen} finding={finding} />}
      {gaps.map((gap) => (
        <GapPart key={`${gap.first} ${gap.second}`} publication={publication} gap={gap} />
      ))}
      {gaps.length > 0 && <DifferenceHint steps={stepsOf(publication)} />}
    </Card>
  )
}

function Views({ chosen, finding }: { chosen: Chosen; finding: string }) {
  const [view, setView] = useState<'dots' | 'radar'>('dots')
  return (
    <>
      <Chart
        title={`${t('results.views.scores')}: ${chosen.unit.name}`}
        finding={finding}
        spec={perspectiveChart(chosen, view)}
      />
      <div class="screen-only">
        <RadioGroup
          inline
          label={t('results.views.view')}
          value={view}
          options={[
            { value: 'dots', label: t('results.views.asDots') },
            { value: 'radar', label: t('results.views.asRadar') },
          ]}
          onChange={setView}
        />
      </div>
    </>
  )
}

function GapPart({ publication, gap }: { publication: Publication; gap: Gap }) {
  const sides = { first: who(gap.first), second: who(gap.second) }
  return (
    <>
      <Chart
        title={t('results.gap.title', sides)}
        finding={say(gapFinding(publication, gap))}
        spec={gapChart(publication, gap)}
      />
      <p class="hint">{t('results.gap.shared', { first: nameOf(gap.first), second: nameOf(gap.second) })}</p>
    </>
  )
}
