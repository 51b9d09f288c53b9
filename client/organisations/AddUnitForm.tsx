import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { addUnit } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useFirstField } from '../ui/use-first-field.ts'
import { useSubmit } from '../ui/use-submit.ts'

interface AddUnitFormProps {
  parent: Unit
  onAdded: () => void
  onClose: () => void
}

/** Stays open after each team, with the cursor in the field: a row of names goes by the Enter key. */
export function AddUnitForm({ parent, onAdded, onClose }: AddUnitFormProps) {
  const form = useFirstField()
  const [name, setName] = useState('')
  const [added, setAdded] = useState('')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const unit = await addUnit({ parentId: parent.id, name })
    setAdded(unit.name)
    setName('')
    form.current?.querySelector('input')?.focus()
    onAdded()
  })
  return (
    <form class="unit-form stack" ref={form} onSubmit={submit}>
      <ErrorNotice error={error} />
      <TextField
        label={t('organisations.units.addBelow', { name: parent.name })}
        name="unit"
        required
        maxLength={120}
        autocomplete="off"
        value={name}
        error={faultOf('name')}
        onInput={setName}
      />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('common.add')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <span role="status">{added && t('organisations.units.added', { name: added })}</span>
      </div>
    </form>
  )
}
