import { useState } from 'preact/hooks'
import { getOwnRecord, leaveRegie, signInPath } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { PasswordField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { offerFile } from '../ui/offer-file.ts'
import { useSubmit } from '../ui/use-submit.ts'

/** On the page of one's own account: everything that is kept of it, and its end. */
export function OwnData({ hasPassword }: { hasPassword: boolean }) {
  const [leaving, setLeaving] = useState(false)
  const { submit, busy, error } = useSubmit(async () => {
    const record = await getOwnRecord()
    offerFile(t('privacy.own.file'), JSON.stringify(record, null, 2), 'application/json')
  })
  return (
    <Card title={t('privacy.own.title')}>
      <div class="stack">
        <p>{t('privacy.own.what')}</p>
        <ErrorNotice error={error} />
        <div class="buttons">
          <Button icon="download" busy={busy} onClick={submit}>
            {t('privacy.own.download')}
          </Button>
          <Button icon="trash" onClick={() => setLeaving(true)}>
            {t('privacy.own.leave')}
          </Button>
        </div>
      </div>
      <Leave hasPassword={hasPassword} open={leaving} onClose={() => setLeaving(false)} />
    </Card>
  )
}

interface LeaveProps {
  hasPassword: boolean
  open: boolean
  onClose: () => void
}

function Leave({ hasPassword, open, onClose }: LeaveProps) {
  const [password, setPassword] = useState('')
  const { submit, busy, error } = useSubmit(async () => {
    await leaveRegie(hasPassword ? { password } : {})
    location.assign(signInPath('/', 'removed'))
  })
  return (
    <ConfirmDialog
      open={open}
      title={t('privacy.own.leaveQuestion')}
      confirm={t('privacy.own.leave')}
      danger
      busy={busy}
      error={error}
      onConfirm={submit}
      onCancel={onClose}
    >
      <p>{t('privacy.own.leaveWhat')}</p>
      <p>{t('privacy.own.leaveStays')}</p>
      {hasPassword ? (
        <PasswordField
          label={t('privacy.own.password')}
          name="current-password"
          autocomplete="current-password"
          required
          value={password}
          onInput={setPassword}
        />
      ) : (
        <p>{t('privacy.own.noPassword')}</p>
      )}
    </ConfirmDialog>
  )
}
