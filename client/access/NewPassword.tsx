import { t } from '../text/text.ts'
import { PasswordField } from '../ui/Field.tsx'

interface NewPasswordProps {
  /** For the browser's password keeper, which wants to know whose password it is. */
  email: string
  value: string
  onInput: (value: string) => void
  error?: string | undefined
  label?: string
}

export function NewPassword({ email, value, onInput, error, label }: NewPasswordProps) {
  return (
    <>
      <input hidden type="email" autocomplete="username" readOnly value={email} />
      <PasswordField
        label={label ?? t('access.newPassword')}
        hint={t('access.passwordHint')}
        error={error}
        name="new-password"
        autocomplete="new-password"
        required
        value={value}
        onInput={onInput}
      />
    </>
  )
}
