import { useEffect, useRef, useState } from 'preact/hooks'
import type { Proof } from '#server/access/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { PasswordField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { OneTimeCodeField } from './OneTimeCodeField.tsx'

interface ProofFormProps {
  hasPassword: boolean
  /** What will happen. */
  question: string
  action: string
  send: (proof: Proof) => Promise<unknown>
  onCancel: () => void
}

/** Asks for the password before something grave; who signs in without one gives a code of the app. */
export function ProofForm({ hasPassword, question, action, send, onCancel }: ProofFormProps) {
  const [given, setGiven] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const { submit, busy, error } = useSubmit(() =>
    send(hasPassword ? { password: given } : { code: given.trim() }),
  )
  return (
    <form class="stack code-form" ref={form} onSubmit={submit}>
      <p>{question}</p>
      <ErrorNotice error={error} />
      {hasPassword ? (
        <PasswordField
          label={t('access.secondFactor.password')}
          name="proof"
          autocomplete="current-password"
          required
          value={given}
          onInput={setGiven}
        />
      ) : (
        <OneTimeCodeField value={given} onInput={setGiven} />
      )}
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {action}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
