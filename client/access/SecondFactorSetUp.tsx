import { useState } from 'preact/hooks'
import type { SecondFactorSetup } from '#server/access/contract.ts'
import { confirmSecondFactor } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { OneTimeCodeField } from './OneTimeCodeField.tsx'
import './access.css'

interface SecondFactorSetUpProps {
  setup: SecondFactorSetup
  onConfirmed: (backupCodes: string[]) => void
  onCancel: () => void
}

/** Nothing counts until a code shows that the app has the key. */
export function SecondFactorSetUp({ setup, onConfirmed, onCancel }: SecondFactorSetUpProps) {
  const { key, address } = setup
  const [code, setCode] = useState('')
  const { submit, busy, error } = useSubmit(async () => {
    onConfirmed((await confirmSecondFactor({ code: code.trim() })).codes)
  })
  return (
    <form class="stack code-form" onSubmit={submit}>
      <div>
        <h3>{t('access.secondFactor.step1')}</h3>
        <p>{t('access.secondFactor.step1How')}</p>
      </div>
      <div>
        <h3>{t('access.secondFactor.step2')}</h3>
        <p>{t('access.secondFactor.step2How')}</p>
      </div>
      <div class="second-factor-key">
        <QrCode text={address} label={t('access.secondFactor.qr')} />
        <div class="stack">
          <CopyText
            label={t('access.secondFactor.key')}
            hint={t('access.secondFactor.keyHint')}
            text={key.replace(/(.{4})(?=.)/g, '$1 ')}
            rows={2}
          />
          <a href={address}>{t('access.secondFactor.sameDevice')}</a>
        </div>
      </div>
      <h3>{t('access.secondFactor.step3')}</h3>
      <ErrorNotice error={error} />
      <OneTimeCodeField value={code} onInput={setCode} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('access.secondFactor.confirm')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
