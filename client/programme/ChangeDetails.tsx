import { useState } from 'preact/hooks'
import type { OrganisationPage, Region } from '#server/programme/contract.ts'
import { changeListed } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { type Details, OrganisationFields } from './OrganisationFields.tsx'

interface ChangeDetailsProps {
  organisation: OrganisationPage
  regions: Region[]
  onChanged: () => void
}

export function ChangeDetails({ organisation, regions, onChanged }: ChangeDetailsProps) {
  const { id, name, kind, region } = organisation
  const [details, setDetails] = useState<Details>({ name, kind, regionId: region?.id ?? null })
  const [saved, setSaved] = useState(false)
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    setSaved(false)
    await changeListed(id, details)
    setSaved(true)
    onChanged()
  })
  return (
    <details>
      <summary>{t('programme.organisation.change')}</summary>
      <form class="stack" onSubmit={submit}>
        <ErrorNotice error={error} />
        {saved && (
          <Notice kind="strength" live>
            <p>{t('programme.organisation.saved')}</p>
          </Notice>
        )}
        <OrganisationFields details={details} regions={regions} faultOf={faultOf} onChange={setDetails} />
        <div class="buttons">
          <Button type="submit" busy={busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </details>
  )
}
