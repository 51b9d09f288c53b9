import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { addUnit } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

/** A team that was forgotten; the whole division is changed on the page of the organisation. */
export function AddTeam({ tree, onAdded }: { tree: Unit[]; onAdded: () => Promise<unknown> }) {
  const [name, setName] = useState('')
  const root = tree.find(({ parentId }) => parentId === null)
  const { busy, error, submit } = useSubmit(async () => {
    if (!root || !name.trim()) return
    await addUnit({ parentId: root.id, name: name.trim() })
    setName('')
    await onAdded()
  })
  return (
    <form class="add-team" onSubmit={submit}>
      <TextField label={t('scans.who.addTeam')} maxLength={120} value={name} onInput={setName} />
      <Button type="submit" icon="plus" busy={busy} disabled={!name.trim()}>
        {t('common.add')}
      </Button>
      <ErrorNotice error={error} />
    </form>
  )
}
