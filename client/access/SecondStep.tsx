import { useEffect, useRef, useState } from 'preact/hooks'
import { passSecondFactor, signOut } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { BackupCodeField, OneTimeCodeField } from './OneTimeCodeField.tsx'

/** After the password or the link: the code of the app, or of the sheet for when the phone is gone. */
export function SecondStep({ onDone }: { onDone: () => void }) {
  const [withBackup, setWithBackup] = useState(false)
  return (
    <Card>
      <CodeForm
        key={withBackup}
        withBackup={withBackup}
        onOther={() => setWithBackup(!withBackup)}
        onDone={onDone}
      />
    </Card>
  )
}

interface CodeFormProps {
  withBackup: boolean
  onOther: () => void
  onDone: () => void
}

/** It takes the place of what was pressed before, so the focus comes along. */
function CodeForm({ withBackup, onOther, onDone }: CodeFormProps) {
  const [code, setCode] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const { submit, busy, error } = useSubmit(async () => {
    await passSecondFactor({ code: code.trim() })
    onDone()
  })
  const leave = useSubmit(() => signOut().then(onDone))
  const CodeField = withBackup ? BackupCodeField : OneTimeCodeField
  return (
    <form class="stack code-form" ref={form} onSubmit={submit}>
      <ErrorNotice error={error ?? leave.error} />
      <CodeField value={code} onInput={setCode} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('access.secondStep.submit')}
        </Button>
        <Button kind="quiet" onClick={onOther}>
          {t(withBackup ? 'access.secondStep.useApp' : 'access.secondStep.useBackup')}
        </Button>
        <Button kind="quiet" busy={leave.busy} onClick={leave.submit}>
          {t('access.secondStep.leave')}
        </Button>
      </div>
      {withBackup && <p class="hint">{t('access.secondStep.lost')}</p>}
    </form>
  )
}
