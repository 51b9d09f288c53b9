import { useId } from 'preact/hooks'
import type { UnitResult } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { formatSigned } from '../ui/format.ts'
import { type Chosen, resultsPath, titlesOf } from './chosen.ts'
import { who } from './findings.ts'
import type { HeatCell, HeatMap, HeatRow } from './heat-map.ts'

export interface HiddenPlace {
  unit: UnitResult
}

interface HeatTableProps {
  chosen: Chosen
  map: HeatMap
  /** So many rows on screen; paper gets them all. */
  room: number
  onHidden: (place: HiddenPlace) => void
}

/** More rows scroll in the frame, below headings that stay. */
const MANY = 25

/** A real table that scrolls in its own frame, with the names of units kept in sight. */
export function HeatTable({ chosen, map, room, onHidden }: HeatTableProps) {
  const id = useId()
  const titles = titlesOf(chosen.publication)
  const whole = map.whole?.unit.name ?? chosen.unit.name
  const look = room > MANY ? 'table-frame heat-frame heat-tall' : 'table-frame heat-frame'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a named region, not a section with a heading.
    <div class={look} role="region" aria-labelledby={id} tabIndex={0}>
      <table class="heat-table">
        <caption id={id}>{t('results.heat.caption', { who: who(chosen.result.perspective), whole })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('results.heat.unit')}</th>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.whole && <Row chosen={chosen} row={map.whole} look="heat-whole" onHidden={onHidden} />}
          {map.rows.map((row, place) => (
            <Row
              key={row.unit.id}
              chosen={chosen}
              row={row}
              look={place < room ? '' : 'heat-beyond'}
              onHidden={onHidden}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps extends Pick<HeatTableProps, 'chosen' | 'onHidden'> {
  row: HeatRow
  look: string
}

function Row({ chosen, row, look, onHidden }: RowProps) {
  const { unit, within, hidden, cells } = row
  const { scan, dimensions } = chosen.publication
  const { perspective } = chosen.result
  const ask = () => onHidden({ unit })
  return (
    <tr class={look}>
      <th scope="row">
        {hidden ? unit.name : <a href={resultsPath(scan.id, { unit: unit.id, perspective })}>{unit.name}</a>}
        {within && <span class="hint">{t('results.heat.within', { parent: within })}</span>}
      </th>
      {hidden ? (
        <td class="heat heat-hidden heat-hidden-row" colSpan={dimensions.length}>
          <button type="button" aria-label={t('results.heat.whyRow', { unit: unit.name })} onClick={ask}>
            {t('results.heat.hiddenRow')}
          </button>
        </td>
      ) : (
        cells.map((cell, place) => (
          <Cell key={dimensions[place]?.id} cell={cell} why={whyOf(chosen, unit, place)} onHidden={ask} />
        ))
      )}
    </tr>
  )
}

function whyOf({ publication }: Chosen, unit: UnitResult, place: number): string {
  return t('results.heat.whyOf', { unit: unit.name, topic: titlesOf(publication)[place] ?? '' })
}

function Cell({ cell, why, onHidden }: { cell: HeatCell; why: string; onHidden: () => void }) {
  if (cell.state === 'hidden') {
    return (
      <td class="heat heat-hidden">
        <button type="button" aria-label={why} onClick={onHidden}>
          {t('results.heat.hiddenCell')}
        </button>
      </td>
    )
  }
  return (
    <td class={`heat heat-${cell.tone}`}>
      <span class="heat-score">{cell.label}</span>{' '}
      {cell.difference !== null && <span class="heat-difference">{formatSigned(cell.difference)}</span>}
    </td>
  )
}
