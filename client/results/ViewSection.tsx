import { useState } from 'preact/hooks'
import type { Gap, Publication } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { Chart } from '../ui/Chart.tsx'
import { RadioGroup } from '../ui/Field.tsx'
import { type Chosen, readableResults } from './chosen.ts'
import { DifferenceHint } from './DifferenceHint.tsx'
import { stepsOf } from './difference.ts'
import { gapChart, hasFigures, isTested } from './difference-chart.ts'
import { gapFinding, say, viewsFinding, who } from './findings.ts'
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
      {gaps.some(isTested) && (
        <>
          <p class="hint">{t('results.difference.open')}</p>
          <DifferenceHint steps={stepsOf(publication)} />
        </>
      )}
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
  const title = t('results.gap.title', sides)
  const finding = say(gapFinding(publication, gap))
  if (!isTested(gap)) {
    return (
      <div class="part">
        <h3>{title}</h3>
        <p>{finding}</p>
      </div>
    )
  }
  return (
    <>
      <Chart title={title} finding={finding} spec={gapChart(publication, gap)} />
      <p class="hint">{t('results.gap.shared', sides)}</p>
    </>
  )
}
