import { t } from '../text/text.ts'
import { TextField } from '../ui/Field.tsx'
import './access.css'

interface CodeFieldProps {
  value: string
  onInput: (value: string) => void
}

export function OneTimeCodeField(props: CodeFieldProps) {
  return (
    <TextField
      {...props}
      label={t('access.secondStep.code')}
      hint={t('access.secondStep.codeHint')}
      name="one-time-code"
      autocomplete="one-time-code"
      inputMode="numeric"
      required
      minLength={6}
      maxLength={8}
      spellcheck={false}
    />
  )
}

export function BackupCodeField(props: CodeFieldProps) {
  return (
    <TextField
      {...props}
      label={t('access.secondStep.backupCode')}
      hint={t('access.secondStep.backupCodeHint')}
      name="backup-code"
      autocomplete="off"
      required
      minLength={10}
      maxLength={20}
      spellcheck={false}
    />
  )
}
