import { useState } from 'preact/hooks'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { type Chosen, readableParent, resultsPath } from './chosen.ts'
import { DifferenceHint } from './DifferenceHint.tsx'
import { stepsOf } from './difference.ts'
import { who } from './findings.ts'
import { HeatTable, type HiddenPlace } from './HeatTable.tsx'
import { type HeatMap, heatMap, matching } from './heat-map.ts'

const ROOM = 25
const WORTH_A_FILTER = 12

/** Units by dimensions, each cell beside the whole; the whole page's unit does not matter here. */
export function HeatSection({ chosen }: { chosen: Chosen }) {
  const [hidden, setHidden] = useState<HiddenPlace>()
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const map = heatMap(chosen.publication, chosen.result.perspective)
  const whole = map.whole?.unit.name ?? chosen.unit.name
  if (map.rows.length === 0) return null
  const rows = matching(map.rows, typed)
  return (
    <Card title={t('results.heat.title')}>
      <p>{findingOf(map, whole)}</p>
      {map.rows.length > WORTH_A_FILTER && (
        <div class="screen-only field-row">
          <TextField type="search" label={t('results.heat.filter')} value={typed} onInput={setTyped} />
          <p role="status" class="found">
            {t('results.heat.found', { count: rows.length })}
          </p>
        </div>
      )}
      <HeatTable
        chosen={chosen}
        map={{ ...map, rows }}
        room={all ? rows.length : ROOM}
        onHidden={setHidden}
      />
      {rows.length > ROOM && (
        <div class="buttons">
          <Button onClick={() => setAll(!all)}>
            {all ? t('results.heat.showLess') : t('results.heat.showAll', { count: rows.length })}
          </Button>
        </div>
      )}
      <Legend whole={whole} />
      {map.whole && <DifferenceHint steps={stepsOf(chosen.publication)} />}
      <Why chosen={chosen} hidden={hidden} onClose={() => setHidden(undefined)} />
    </Card>
  )
}

function findingOf({ whole, rows, standingOut, byChance }: HeatMap, name: string): string {
  if (rows.every(({ hidden }) => hidden)) return t('results.heat.allHidden')
  if (!whole) return t('results.heat.alone', { whole: name })
  if (standingOut === 0) return t('results.heat.even', { whole: name })
  const finding = t('results.heat.finding', { count: standingOut, whole: name })
  return byChance === 0 ? finding : `${finding} ${t('results.heat.byChance', { count: byChance })}`
}

function Legend({ whole }: { whole: string }) {
  const steps = [
    { tone: 'above-2', words: t('results.heat.above', { whole }) },
    { tone: 'below-2', words: t('results.heat.below', { whole }) },
    { tone: 'even', words: t('results.heat.evenLegend') },
    { tone: 'hidden', words: t('results.heat.hidden') },
  ]
  return (
    <ul class="swatches" aria-label={t('results.heat.legend')}>
      {steps.map(({ tone, words }) => (
        <li key={tone}>
          <span class={`swatch heat-${tone}`} aria-hidden="true" />
          {words}
        </li>
      ))}
    </ul>
  )
}

interface WhyProps {
  chosen: Chosen
  hidden: HiddenPlace | undefined
  onClose: () => void
}

/** The same words whether few answered, nobody answered, or a neighbour has to stay hidden. */
function Why({ chosen, hidden, onClose }: WhyProps) {
  const { publication, result } = chosen
  const { perspective } = result
  const parent = hidden && readableParent(publication, hidden.unit, perspective)
  return (
    <Dialog open={hidden !== undefined} title={t('results.heat.why')} onClose={onClose}>
      <div class="stack">
        <p>
          {t('results.heat.whyWords', {
            unit: hidden?.unit.name ?? '',
            who: who(perspective),
            minimum: publication.minimums[perspective],
          })}
        </p>
        <div class="buttons">
          {parent && (
            <Button
              kind="primary"
              href={resultsPath(publication.scan.id, { unit: parent.id, perspective })}
              onClick={onClose}
            >
              {t('results.heat.toParent', { parent: parent.name })}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
