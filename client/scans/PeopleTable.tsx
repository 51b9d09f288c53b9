import { useMemo } from 'preact/hooks'
import type { ScanSettings } from '#server/scans/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { language, t } from '../text/text.ts'
import { formatList, formatNumber } from '../ui/format.ts'
import { RATES, type UnitForecast } from './forecast-view.ts'
import { HeadCount } from './HeadCount.tsx'
import {
  MARKS,
  needsProfessionals,
  PERSPECTIVES,
  type PeopleRow,
  type Units,
  withCount,
  withProfessionals,
} from './people.ts'

interface PeopleTableProps {
  rows: PeopleRow[]
  settings: ScanSettings
  byUnit: Map<string, UnitForecast>
  onChange: (change: (units: Units) => Units) => void
}

/** Teams with how many people are asked, and beside them what will be readable. */
export function PeopleTable({ rows, settings, byUnit, onChange }: PeopleTableProps) {
  const columns = useMemo(
    () => PERSPECTIVES.filter((one) => settings.perspectives.includes(one)),
    [settings.perspectives],
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a named region, not a section with a heading.
    <div class="table-frame" role="region" aria-label={t('scans.who.table')} tabIndex={0}>
      <table class="people">
        <caption class="visually-hidden">{t('scans.who.table')}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t('scans.who.unit')}
            </th>
            {columns.map((perspective) => (
              <th key={perspective} scope="col" rowSpan={2}>
                <Mark perspective={perspective} /> {t(`scans.perspectives.${perspective}`)}
              </th>
            ))}
            <th class="readable" scope="colgroup" colSpan={RATES.length}>
              {t('scans.who.readable')}
            </th>
          </tr>
          <tr>
            {RATES.map((rate) => (
              <th key={rate} scope="col" class="readable">
                {t('scans.who.rate', { rate })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <UnitRow
              key={row.unit.id}
              row={row}
              columns={columns}
              forecast={byUnit.get(row.unit.id)}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Mark({ perspective }: { perspective: Perspective }) {
  return (
    <span class={`ink-${perspective}`} aria-hidden="true">
      {MARKS[perspective]}
    </span>
  )
}

interface UnitRowProps {
  row: PeopleRow
  columns: Perspective[]
  forecast: UnitForecast | undefined
  onChange: (change: (units: Units) => Units) => void
}

/** Drawn anew only when its own numbers change: a tree may have hundreds of rows. */
function UnitRow({ row, columns, forecast, onChange }: UnitRowProps) {
  const { unit, settings: own, total, hasUnitsBelow } = row
  const words = language()
  return useMemo(
    () => (
      <tr>
        <th scope="row">
          <span class={`unit-name unit-level-${Math.min(4, unit.level)}`}>{unit.name}</span>
          {hasUnitsBelow && total > 0 && (
            <span class="hint unit-total">{t('scans.who.total', { count: total })}</span>
          )}
          <UnitNotes forecast={forecast} />
        </th>
        {columns.map((perspective) => (
          <td key={perspective}>
            <HeadCount
              label={`${unit.name}, ${t(`scans.perspectives.${perspective}`)}`}
              perspective={perspective}
              value={own?.invited[perspective] ?? null}
              onChange={(count) => onChange((units) => withCount(units, unit.id, perspective, count))}
            />
            {perspective === 'client' && needsProfessionals(own, columns) && (
              <ServingProfessionals row={row} onChange={onChange} />
            )}
          </td>
        ))}
        {RATES.map((rate, place) => (
          <td key={rate} class="readable">
            <ReadableMark rate={rate} mark={forecast?.marks[place]} />
          </td>
        ))}
      </tr>
    ),
    [unit, own, total, hasUnitsBelow, columns, forecast, onChange, words],
  )
}

function ServingProfessionals({ row, onChange }: Pick<UnitRowProps, 'row' | 'onChange'>) {
  const { unit, settings: own } = row
  return (
    <div class="serving">
      <p class="hint">{t('scans.who.serving')}</p>
      <HeadCount
        label={t('scans.who.servingLabel', { unit: unit.name })}
        value={own?.professionals ?? null}
        mayBeZero
        onChange={(count) => onChange((units) => withProfessionals(units, unit.id, count))}
      />
    </div>
  )
}

function UnitNotes({ forecast }: { forecast: UnitForecast | undefined }) {
  if (!forecast) return null
  const names = (perspectives: Perspective[]) =>
    formatList(perspectives.map((one) => t(`scans.perspectives.${one}`).toLowerCase()))
  return (
    <>
      {forecast.fewDirect.length > 0 && (
        <span class="amber-note">
          {t('scans.who.fewDirect', { perspectives: names(forecast.fewDirect) })}
        </span>
      )}
    </>
  )
}

const SIGNS = { all: '✓', none: '–', nobody: '' }

function ReadableMark({ rate, mark }: { rate: number; mark: UnitForecast['marks'][number] | undefined }) {
  if (!mark || mark.readability === 'nobody') return null
  const names = formatList(mark.perspectives.map((one) => t(`scans.perspectives.${one}`)))
  const words = t(`scans.who.readability.${mark.readability}`, { rate: formatNumber(rate), names })
  return (
    <span class={`mark mark-${mark.readability}`} title={words}>
      <span class="mark-rate" aria-hidden="true">
        {t('scans.who.rate', { rate })}
      </span>
      <span class="visually-hidden">{words}</span>
      <span aria-hidden="true">
        {mark.readability === 'some'
          ? mark.perspectives.map((perspective) => <Mark key={perspective} perspective={perspective} />)
          : SIGNS[mark.readability]}
      </span>
    </span>
  )
}
