import { useCallback, useMemo, useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { listUnits } from '../api.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { CheckboxGroup, TextField } from '../ui/Field.tsx'
import { formatNumber } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { AddTeam } from './AddTeam.tsx'
import { AmberNotes, faultAt } from './CheckNotes.tsx'
import { ForecastWords } from './ForecastWords.tsx'
import { forecastByUnit } from './forecast-view.ts'
import type { StepProps } from './LaunchPage.tsx'
import { MergeProposals } from './MergeProposals.tsx'
import { PastePeople } from './PastePeople.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { existing, invitedIn, PERSPECTIVES, peopleRows, type Units } from './people.ts'
import { useForecast } from './use-forecast.ts'

const MANY_UNITS = 15

export function WhoStep({ draft: wizard, units: loaded, instruments }: StepProps) {
  const { draft, settings, change } = wizard
  const [tree, setTree] = useState(() => loaded.filter(({ archived }) => !archived))
  const instrument = instruments.find(({ id }) => id === settings.instrumentId)
  const forecast = useForecast(draft.scan.id, draft.scan.version)
  const ready = forecast.state === 'ready' ? forecast.value : undefined
  const byUnit = useMemo(() => (ready ? forecastByUnit(ready) : new Map()), [ready])
  const fault = faultAt(draft.checks, 'units')
  const gone = settings.units.length - existing(settings.units, tree).length

  const reload = async (): Promise<Unit[]> => {
    const fresh = (await listUnits()).filter(({ archived }) => !archived)
    setTree(fresh)
    return fresh
  }

  return (
    <div class="stack">
      <div id="perspectives">
        <CheckboxGroup
          label={t('scans.who.perspectives')}
          hint={t('scans.who.perspectivesHint')}
          inline
          values={settings.perspectives}
          error={faultAt(draft.checks, 'perspectives')}
          options={PERSPECTIVES.filter((one) => instrument?.perspectives.includes(one) ?? true).map(
            (value) => ({
              value,
              label: t(`scans.perspectives.${value}`),
            }),
          )}
          onChange={(perspectives) => change({ perspectives })}
        />
      </div>
      {gone > 0 && (
        <GoneUnits count={gone} onRemove={() => change({ units: existing(settings.units, tree) })} />
      )}
      <Card title={t('scans.who.people')} action={<PeopleCount count={invitedIn(settings)} />}>
        <p class="hint">{t('scans.who.peopleHint')}</p>
        <FilteredTable tree={tree} draft={wizard} byUnit={byUnit} />
        <div id="units">
          {fault && <p class={draft.scan.version === 1 ? 'hint' : 'field-error'}>{fault}</p>}
          <AmberNotes checks={draft.checks} field="units" />
        </div>
        <AddTeam tree={tree} onAdded={reload} />
        <PastePeople tree={tree} draft={wizard} onAdded={reload} />
      </Card>
      {ready && <ForecastWords forecast={ready} />}
      {ready && <MergeProposals forecast={ready} tree={tree} draft={wizard} onMerged={reload} />}
    </div>
  )
}

function PeopleCount({ count }: { count: number }) {
  return <strong class="people-count">{t('scans.who.count', { count })}</strong>
}

function GoneUnits({ count, onRemove }: { count: number; onRemove: () => void }) {
  return (
    <Notice kind="chance">
      <p>{t('scans.who.gone', { count })}</p>
      <button type="button" class="button button-secondary" onClick={onRemove}>
        {t('scans.who.removeGone')}
      </button>
    </Notice>
  )
}

type FilteredProps = Pick<StepProps, 'draft'> & { tree: Unit[]; byUnit: ReturnType<typeof forecastByUnit> }

/** Among many teams one can look for a name; teams above it stay in sight. */
function FilteredTable({ tree, draft: { settings, change }, byUnit }: FilteredProps) {
  const [search, setSearch] = useState('')
  const changeUnits = useCallback(
    (update: (units: Units) => Units) => change(({ units }) => ({ units: update(units) })),
    [change],
  )
  const rows = useMemo(() => peopleRows(tree, settings), [tree, settings.units, settings.perspectives])
  const shown = search.trim() ? rows.filter(({ unit }) => holds(unit.name, search)) : rows
  return (
    <>
      {tree.length > MANY_UNITS && (
        <TextField
          label={t('scans.who.search', { count: formatNumber(tree.length) })}
          type="search"
          value={search}
          onInput={setSearch}
        />
      )}
      {shown.length === 0 && <p>{t('scans.who.nothingFound')}</p>}
      <PeopleTable rows={shown} settings={settings} byUnit={byUnit} onChange={changeUnits} />
    </>
  )
}

const holds = (name: string, search: string) =>
  name.toLocaleLowerCase('nl').includes(search.trim().toLocaleLowerCase('nl'))
