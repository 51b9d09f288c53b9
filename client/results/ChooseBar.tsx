import { useLocation } from 'preact-iso'
import { t } from '../text/text.ts'
import { Select } from '../ui/Field.tsx'
import { ConceptLabel } from './ConceptLabel.tsx'
import { type Chosen, readableResults, readableUnits, resultsPath } from './chosen.ts'
import { nameOf } from './findings.ts'

const INDENT = '\u2003'

/** Which unit and whose answers; stays in sight, and in the address. */
export function ChooseBar({ chosen }: { chosen: Chosen }) {
  const { publication, unit, result } = chosen
  const { route } = useLocation()
  const units = readableUnits(publication)
  const results = readableResults(unit)
  const show = (wished: { unit: string; perspective: string }) =>
    route(resultsPath(publication.scan.id, wished), true)
  return (
    <section class="choose-bar" aria-label={t('results.choose.label')}>
      {units.length > 1 && (
        <Select
          label={t('results.choose.unit')}
          value={unit.id}
          options={units.map(({ id, name, level }) => ({ value: id, label: INDENT.repeat(level) + name }))}
          onChange={(id) => show({ unit: id, perspective: result.perspective })}
        />
      )}
      {results.length > 1 && (
        <Select
          label={t('results.choose.perspective')}
          value={result.perspective}
          options={results.map(({ perspective }) => ({ value: perspective, label: nameOf(perspective) }))}
          onChange={(perspective) => show({ unit: unit.id, perspective })}
        />
      )}
      <ConceptLabel status={publication.instrument.validation.status} />
    </section>
  )
}
