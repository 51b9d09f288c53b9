import { useState } from 'preact/hooks'
import type { OfficeLine, Region } from '#server/programme/contract.ts'
import { moveOffice } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Select } from '../ui/Field.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface MoveOfficeProps {
  person: OfficeLine
  regions: Region[]
  onDone: () => void
}

/** Another region for a coordinator. */
export function MoveOffice({ person: { id, name, region }, regions, onDone }: MoveOfficeProps) {
  const [wish, setWish] = useState<string>()
  const { submit, busy, error } = useSubmit(async () => {
    await moveOffice(id, wish ?? '')
    setWish(undefined)
    onDone()
  })
  return (
    <>
      <Button
        kind="quiet"
        label={t('programme.people.moveFor', { name })}
        onClick={() => setWish(region?.id ?? '')}
      >
        {t('programme.people.move')}
      </Button>
      <ConfirmDialog
        open={wish !== undefined}
        title={t('programme.people.moveFor', { name })}
        confirm={t('common.save')}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setWish(undefined)}
      >
        <Select
          label={t('programme.people.moveTo', { name })}
          value={wish ?? ''}
          options={regions.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setWish}
        />
      </ConfirmDialog>
    </>
  )
}
