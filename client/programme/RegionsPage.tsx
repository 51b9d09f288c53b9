import { useState } from 'preact/hooks'
import type { Region } from '#server/programme/contract.ts'
import { AskFirst } from '../access/AskFirst.tsx'
import { closeRegion, listRegions, renameRegion } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextField } from '../ui/Field.tsx'
import { formatList } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { ProgrammeTabs } from '../ui/Tabs.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { AddRegion } from './AddRegion.tsx'
import '../access/access.css'

export function RegionsPage() {
  return (
    <Page
      title={t('programme.regions.title')}
      purpose={t('programme.regions.purpose')}
      tabs={<ProgrammeTabs />}
    >
      <Loaded name="regions" load={listRegions}>
        {(regions, reload) => (
          <div class="stack">
            {regions.length === 0 ? <None /> : <List regions={regions} reload={reload} />}
            <AddRegion onAdded={reload} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function None() {
  return (
    <EmptyState title={t('programme.regions.emptyTitle')}>
      <p>{t('programme.regions.empty')}</p>
    </EmptyState>
  )
}

function List({ regions, reload }: { regions: Region[]; reload: () => void }) {
  return (
    <ul class="people" aria-label={t('programme.regions.title')}>
      {regions.map((region) => (
        <li key={region.id}>
          <div class="person">
            <p>
              <strong>{region.name}</strong>
            </p>
            <p class="hint">
              <a href={`/programme?region=${region.id}`}>
                {t('programme.regions.organisations', { count: region.organisations })}
              </a>
            </p>
            <p class="hint">
              {region.coordinators.length === 0
                ? t('programme.regions.noCoordinator')
                : t('programme.regions.coordinators', { names: formatList(region.coordinators) })}
            </p>
          </div>
          <div class="buttons">
            <Rename region={region} onDone={reload} />
            <Close region={region} onDone={reload} />
          </div>
        </li>
      ))}
    </ul>
  )
}

interface OfRegion {
  region: Region
  onDone: () => void
}

function Rename({ region: { id, name }, onDone }: OfRegion) {
  const [wish, setWish] = useState<string>()
  const { submit, busy, error } = useSubmit(async () => {
    await renameRegion(id, wish ?? name)
    setWish(undefined)
    onDone()
  })
  return (
    <>
      <Button kind="quiet" label={t('programme.regions.renameFor', { name })} onClick={() => setWish(name)}>
        {t('programme.regions.rename')}
      </Button>
      <ConfirmDialog
        open={wish !== undefined}
        title={t('programme.regions.rename')}
        confirm={t('common.save')}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setWish(undefined)}
      >
        <TextField
          label={t('programme.regions.name')}
          required
          maxLength={120}
          value={wish ?? ''}
          onInput={setWish}
        />
      </ConfirmDialog>
    </>
  )
}

function Close({ region: { id, name }, onDone }: OfRegion) {
  return (
    <AskFirst
      kind="quiet"
      danger
      action={t('programme.regions.close')}
      label={t('programme.regions.closeFor', { name })}
      question={t('programme.regions.closeQuestion', { name })}
      send={() => closeRegion(id)}
      onDone={onDone}
    >
      {t('programme.regions.closeWhat')}
    </AskFirst>
  )
}
