import { useRef, useState } from 'preact/hooks'
import { addRegion } from '../api.ts'
import { newId } from '../scans/use-new-scan.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

/** After each region the cursor is in the field again: a row of names goes by the Enter key. */
export function AddRegion({ onAdded }: { onAdded: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  const [id, setId] = useState(newId)
  const [name, setName] = useState('')
  const [added, setAdded] = useState('')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    await addRegion({ id, name })
    setAdded(name)
    setName('')
    setId(newId())
    form.current?.querySelector('input')?.focus()
    onAdded()
  })
  return (
    <Card title={t('programme.regions.add')}>
      <form class="stack" ref={form} onSubmit={submit}>
        <ErrorNotice error={error} />
        <TextField
          label={t('programme.regions.name')}
          name="region"
          required
          maxLength={120}
          value={name}
          error={faultOf('name')}
          onInput={setName}
        />
        <div class="buttons">
          <Button kind="primary" type="submit" busy={busy}>
            {t('programme.regions.submit')}
          </Button>
          <span role="status">{added && t('programme.regions.added', { name: added })}</span>
        </div>
      </form>
    </Card>
  )
}
