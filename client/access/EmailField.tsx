import { t } from '../text/text.ts'
import { TextField } from '../ui/Field.tsx'

interface EmailFieldProps {
  value: string
  onInput: (value: string) => void
  error?: string | undefined
}

/** The address with which somebody signs in; the browser's password keeper knows it as such. */
export function EmailField(props: EmailFieldProps) {
  return (
    <TextField
      {...props}
      label={t('access.email')}
      type="email"
      name="email"
      autocomplete="username"
      required
      maxLength={254}
    />
  )
}
