import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { listUnits } from '../api.ts'
import { t } from '../text/text.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Checkbox, TextField } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { PasteUnits } from './PasteUnits.tsx'
import { UnitTree } from './UnitTree.tsx'
import { matching, namedBy, withoutArchive } from './unit-branches.ts'
import './units.css'

const MANY = 12

export function UnitsPage() {
  return (
    <Page
      title={t('organisations.units.title')}
      purpose={t('organisations.units.purpose')}
      tabs={<OrganisationTabs />}
    >
      <Loaded name="units" load={listUnits}>
        {(units, reload) => <Division units={units} reload={reload} />}
      </Loaded>
    </Page>
  )
}

function Division({ units, reload }: { units: Unit[]; reload: () => void }) {
  const [wanted, setWanted] = useState('')
  const [archiveToo, setArchiveToo] = useState(false)
  const active = withoutArchive(units)
  const archived = units.length - active.length
  const listed = archiveToo ? units : active
  const shown = matching(listed, wanted)
  const mayChange = useSignedIn()?.role === 'messenger'

  return (
    <div class="stack">
      {active.length === 1 && (
        <EmptyState title={t('organisations.units.emptyTitle')}>
          <p>{t('organisations.units.empty')}</p>
        </EmptyState>
      )}
      {units.length > MANY && (
        <TextField label={t('organisations.units.search')} type="search" value={wanted} onInput={setWanted} />
      )}
      {archived > 0 && (
        <Checkbox
          label={t('organisations.units.showArchived', { count: archived })}
          checked={archiveToo}
          onChange={setArchiveToo}
        />
      )}
      <p class="hint" role="status">
        {wanted.trim() ? foundWords(namedBy(listed, wanted).length) : allWords(active.length - 1)}
      </p>
      <UnitTree units={units} shown={shown} reload={mayChange ? reload : undefined} />
      {mayChange && <PasteUnits units={units} onDone={reload} />}
    </div>
  )
}

const allWords = (count: number) => t('organisations.units.count', { count })

const foundWords = (count: number) =>
  count === 0 ? t('organisations.units.nothingFound') : t('organisations.units.found', { count })
