import { t } from '../text/text.ts'
import { TextField } from '../ui/Field.tsx'

interface Person {
  name: string
  email: string
}

interface PersonFieldsProps {
  nameLabel: string
  person: Person
  faultOf: (path: string) => string | undefined
  onChange: (person: Person) => void
}

/** Whom an invitation is for. */
export function PersonFields({ nameLabel, person, faultOf, onChange }: PersonFieldsProps) {
  return (
    <div class="field-row">
      <TextField
        label={nameLabel}
        name="invited"
        required
        maxLength={120}
        value={person.name}
        error={faultOf('name')}
        onInput={(name) => onChange({ ...person, name })}
      />
      <TextField
        label={t('access.email')}
        type="email"
        name="invited-email"
        required
        maxLength={254}
        value={person.email}
        error={faultOf('email')}
        onInput={(email) => onChange({ ...person, email })}
      />
    </div>
  )
}
