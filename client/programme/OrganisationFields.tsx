import type { NewOrganisation, Region } from '#server/programme/contract.ts'
import { kindOptions } from '../access/kinds.ts'
import { t } from '../text/text.ts'
import { Select, TextField } from '../ui/Field.tsx'

export type Details = Omit<NewOrganisation, 'id'>

interface OrganisationFieldsProps {
  details: Details
  regions: Region[]
  faultOf: (path: string) => string | undefined
  onChange: (details: Details) => void
}

export function OrganisationFields({ details, regions, faultOf, onChange }: OrganisationFieldsProps) {
  return (
    <>
      <TextField
        label={t('programme.add.name')}
        name="organisation"
        required
        maxLength={120}
        value={details.name}
        error={faultOf('name')}
        onInput={(name) => onChange({ ...details, name })}
      />
      <Select
        label={t('programme.list.kind')}
        value={details.kind}
        options={kindOptions()}
        onChange={(kind) => onChange({ ...details, kind })}
      />
      {regions.length > 0 && (
        <Select
          label={t('programme.list.region')}
          value={details.regionId ?? ''}
          placeholder={t('programme.regions.none')}
          options={regions.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(regionId) => onChange({ ...details, regionId: regionId || null })}
        />
      )}
    </>
  )
}
