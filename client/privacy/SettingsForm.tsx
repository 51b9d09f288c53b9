import { useState } from 'preact/hooks'
import type { ChangePrivacySettings, PrivacySettings } from '#server/privacy/contract.ts'
import type { ApiError } from '../api.ts'
import { savePrivacySettings } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { NumberField, Select, TextArea, TextField } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

const BASES = ['legitimate-interest', 'public-task', 'consent'] as const

interface Props {
  settings: PrivacySettings
  onSaved: () => void
}

export function SettingsForm({ settings, onSaved }: Props) {
  const { changedAt: _, ...first } = settings
  const [own, setOwn] = useState<ChangePrivacySettings>(first)
  const [saved, setSaved] = useState(false)
  const change = (changes: Partial<ChangePrivacySettings>) => {
    setSaved(false)
    setOwn({ ...own, ...changes })
  }
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const { changedAt: _, ...stored } = await savePrivacySettings(own)
    setOwn(stored)
    setSaved(true)
    onSaved()
  })
  const conflict = conflictIn(error)
  const takeStored = () => {
    if (conflict) change(conflict)
  }
  return (
    <Card title={t('privacy.settings.title')}>
      <form class="stack" onSubmit={submit}>
        <p class="hint">{t('privacy.settings.hint')}</p>
        <TextField
          label={t('privacy.settings.officerName')}
          hint={t('privacy.settings.officerNameHint')}
          maxLength={120}
          value={own.officerName}
          onInput={(officerName) => change({ officerName })}
        />
        <TextField
          label={t('privacy.settings.officerContact')}
          maxLength={254}
          value={own.officerContact}
          onInput={(officerContact) => change({ officerContact })}
        />
        <TextField
          label={t('privacy.settings.host')}
          hint={t('privacy.settings.hostHint')}
          maxLength={200}
          value={own.host}
          onInput={(host) => change({ host })}
        />
        <Select
          label={t('privacy.settings.legalBasis')}
          hint={t('privacy.settings.legalBasisHint')}
          placeholder={t('privacy.settings.noBasis')}
          value={own.legalBasis ?? ''}
          options={BASES.map((value) => ({ value, label: t(`privacy.basis.${value}`) }))}
          onChange={(legalBasis) => change({ legalBasis: legalBasis || null })}
        />
        <TextArea
          label={t('privacy.settings.legalBasisWhy')}
          maxLength={1000}
          value={own.legalBasisWhy}
          onInput={(legalBasisWhy) => change({ legalBasisWhy })}
        />
        <NumberField
          label={t('privacy.settings.answersMonths')}
          hint={t('privacy.settings.answersMonthsHint')}
          min={1}
          max={24}
          step={1}
          required
          value={own.answersMonths || null}
          error={faultOf('answersMonths')}
          onInput={(answersMonths) => change({ answersMonths: answersMonths ?? 0 })}
        />
        {conflict ? (
          <Notice kind="chance" live>
            <p>{t('privacy.settings.conflict')}</p>
            <Button onClick={takeStored}>{t('scans.conflict.takeTheirs')}</Button>
          </Notice>
        ) : (
          <ErrorNotice error={error} />
        )}
        {saved && (
          <Notice kind="strength" live>
            <p>{t('privacy.settings.saved')}</p>
          </Notice>
        )}
        <div class="buttons">
          <Button kind="primary" type="submit" busy={busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

/** What somebody else stored meanwhile. */
function conflictIn(error: unknown): ChangePrivacySettings | undefined {
  const { code, current } = (error ?? {}) as Partial<ApiError>
  if (code !== 'version-conflict' || !current) return undefined
  const { changedAt: _, ...stored } = current as PrivacySettings
  return stored
}
