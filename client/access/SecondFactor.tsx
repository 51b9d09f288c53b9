import { useState } from 'preact/hooks'
import type { SecondFactorSetup, SecondFactorState } from '#server/access/contract.ts'
import { getSecondFactor, removeSecondFactor, renewBackupCodes, startSecondFactor } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSession } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { BackupCodes } from './BackupCodes.tsx'
import { ProofForm } from './ProofForm.tsx'
import { SecondFactorSetUp } from './SecondFactorSetUp.tsx'
import { useHoldFocus } from './use-hold-focus.ts'

const FEW_CODES = 3

type Showing =
  | { view: 'state' }
  | { view: 'setup'; setup: SecondFactorSetup }
  | { view: 'codes'; codes: string[] }

/** The second step of signing in: setting it up, its backup codes, and switching it off. */
export function SecondFactor({ onSignedOutElsewhere }: { onSignedOutElsewhere: () => void }) {
  const { reloadSession } = useSession()
  const [showing, setShowing] = useState<Showing>({ view: 'state' })
  const { place, holdFocus } = useHoldFocus()
  const show = (next: Showing) => {
    setShowing(next)
    holdFocus()
  }
  const showState = () => show({ view: 'state' })
  const showCodes = (codes: string[]) => {
    show({ view: 'codes', codes })
    reloadSession()
    onSignedOutElsewhere()
  }
  return (
    <section ref={place} tabIndex={-1} aria-label={t('access.secondFactor.title')}>
      {showing.view === 'codes' && <BackupCodes codes={showing.codes} onKept={showState} />}
      {showing.view === 'setup' && (
        <Card title={t('access.secondFactor.title')}>
          <SecondFactorSetUp setup={showing.setup} onConfirmed={showCodes} onCancel={showState} />
        </Card>
      )}
      {showing.view === 'state' && (
        <State
          onSetup={(setup) => show({ view: 'setup', setup })}
          onCodes={showCodes}
          holdFocus={holdFocus}
        />
      )}
    </section>
  )
}

interface StateProps {
  onSetup: (setup: SecondFactorSetup) => void
  onCodes: (codes: string[]) => void
  /** Before what has the focus goes away. */
  holdFocus: () => void
}

function State({ onSetup, onCodes, holdFocus }: StateProps) {
  return (
    <Card title={t('access.secondFactor.title')}>
      <Loaded name="second-factor" load={getSecondFactor}>
        {(factor, reload) =>
          factor.active ? (
            <On factor={factor} onCodes={onCodes} onRemoved={reload} holdFocus={holdFocus} />
          ) : (
            <Off required={factor.required} onSetup={onSetup} />
          )
        }
      </Loaded>
    </Card>
  )
}

function Off({ required, onSetup }: { required: boolean; onSetup: (setup: SecondFactorSetup) => void }) {
  const { submit, busy, error } = useSubmit(() => startSecondFactor().then(onSetup))
  return (
    <div class="stack">
      <p>{t('access.secondFactor.what')}</p>
      {required && <p>{t('access.secondFactor.required')}</p>}
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind={required ? 'primary' : 'secondary'} busy={busy} onClick={submit}>
          {t('common.setUpSecondStep')}
        </Button>
      </div>
    </div>
  )
}

interface OnProps extends Omit<StateProps, 'onSetup'> {
  factor: SecondFactorState
  onRemoved: () => void
}

function On({ factor, onCodes, onRemoved, holdFocus }: OnProps) {
  const { required, backupCodesLeft: count, hasPassword } = factor
  const { reloadSession } = useSession()
  const [asked, setAsked] = useState<'codes' | 'remove'>()
  const onCancel = () => {
    holdFocus()
    setAsked(undefined)
  }
  const ask = { hasPassword, onCancel }
  return (
    <div class="stack">
      <p>
        <Badge tone="strength">{t('access.secondFactor.on')}</Badge> {t('access.secondFactor.onWhat')}
      </p>
      <p>
        {t(count > FEW_CODES ? 'access.secondFactor.codesLeft' : 'access.secondFactor.fewCodes', { count })}
      </p>
      {asked === undefined && (
        <div class="buttons">
          <Button onClick={() => setAsked('codes')}>{t('access.secondFactor.newCodes')}</Button>
          {!required && (
            <Button kind="quiet" onClick={() => setAsked('remove')}>
              {t('access.secondFactor.remove')}
            </Button>
          )}
        </div>
      )}
      {asked === 'codes' && (
        <ProofForm
          {...ask}
          question={t('access.secondFactor.newCodesWhat')}
          action={t('access.secondFactor.newCodes')}
          send={async (proof) => onCodes((await renewBackupCodes(proof)).codes)}
        />
      )}
      {asked === 'remove' && (
        <ProofForm
          {...ask}
          question={t('access.secondFactor.removeWhat')}
          action={t('access.secondFactor.remove')}
          send={async (proof) => {
            await removeSecondFactor(proof)
            holdFocus()
            onRemoved()
            reloadSession()
          }}
        />
      )}
      {required && <p class="hint">{t('access.secondFactor.stays')}</p>}
    </div>
  )
}
