import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Region } from '#server/programme/contract.ts'
import { addOrganisation } from '../api.ts'
import { newId } from '../scans/use-new-scan.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { type Details, OrganisationFields } from './OrganisationFields.tsx'

const empty: Details = { name: '', kind: 'agency', regionId: null }

/** Goes on to the page of the new organisation, where its messenger is invited. */
export function AddOrganisation({ regions }: { regions: Region[] }) {
  const { route } = useLocation()
  const [id, setId] = useState('')
  const [details, setDetails] = useState(empty)
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    await addOrganisation({ id, ...details })
    route(`/programme/organisations/${id}`)
  })
  const open = () => {
    setDetails(empty)
    setId(newId())
  }
  return (
    <>
      <Button kind="primary" icon="plus" onClick={open}>
        {t('programme.add.title')}
      </Button>
      <ConfirmDialog
        open={id !== ''}
        title={t('programme.add.title')}
        confirm={t('programme.add.submit')}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setId('')}
      >
        <div class="stack">
          <OrganisationFields details={details} regions={regions} faultOf={faultOf} onChange={setDetails} />
        </div>
      </ConfirmDialog>
    </>
  )
}
