import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import type { DistributionSheet, Scan } from '#server/scans/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { addGroup, listUnits } from '../api.ts'
import { t } from '../text/text.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { NumberField, Select } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { PERSPECTIVES } from './people.ts'

const STEP = '\u2003'

interface AddGroupDialogProps {
  open: boolean
  scan: Scan
  sheet: DistributionSheet
  onClose: () => void
  onDone: () => void
}

export function AddGroupDialog({ open, scan, sheet, onClose, onDone }: AddGroupDialogProps) {
  const [unitId, setUnitId] = useState('')
  const [perspective, setPerspective] = useState<Perspective>('professional')
  const [invited, setInvited] = useState<number | null>(null)
  const { busy, error, submit } = useSubmit(async () => {
    if (invited === null) return
    await addGroup(scan.id, { unitId, perspective, invited })
    setInvited(null)
    onClose()
    onDone()
  })
  const isThere = sheet.groups.some((group) => group.unitId === unitId && group.perspective === perspective)
  return (
    <ConfirmDialog
      open={open}
      title={t('scans.group.title')}
      confirm={t('scans.group.confirm')}
      busy={busy}
      error={error}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      <Loaded name="units to add" load={listUnits}>
        {(units) => (
          <Select
            label={t('scans.who.unit')}
            required
            placeholder={t('common.pickOne')}
            value={unitId}
            options={optionsOf(units)}
            onChange={setUnitId}
          />
        )}
      </Loaded>
      <Select
        label={t('scans.group.perspective')}
        value={perspective}
        options={PERSPECTIVES.map((value) => ({ value, label: t(`scans.perspectives.${value}`) }))}
        onChange={setPerspective}
      />
      <NumberField
        label={t('scans.group.invited')}
        required
        min={1}
        max={100_000}
        step={1}
        value={invited}
        onInput={setInvited}
      />
      {isThere && (
        <Notice kind="chance">
          <p>{t('errors.group-exists')}</p>
        </Notice>
      )}
    </ConfirmDialog>
  )
}

function optionsOf(units: Unit[]) {
  return units
    .filter(({ archived }) => !archived)
    .map(({ id, name, level }) => ({ value: id, label: STEP.repeat(level) + name }))
}
