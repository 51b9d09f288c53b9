import type { ComponentChildren } from 'preact'
import type { Preset, ScanSettings } from '#server/scans/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { DateField, TextField } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { AmberNotes, faultAt } from './CheckNotes.tsx'
import type { StepProps } from './LaunchPage.tsx'
import { PeriodLine } from './PeriodLine.tsx'

const MOST_REMINDERS = 5

export function WhenStep({ draft: { draft, settings, title, change, rename } }: StepProps) {
  const { checks, presets, today } = draft
  const { opensOn, closesOn } = settings
  return (
    <div class="stack">
      <fieldset class="presets">
        <legend>{t('scans.when.presets')}</legend>
        {presets.map((preset) => (
          <PresetButton key={preset.id} preset={preset} settings={settings} onChoose={change} />
        ))}
      </fieldset>
      <Card title={t('scans.when.period')}>
        <div class="field-row">
          <div id="opensOn">
            <DateField
              label={t('scans.when.opensOn')}
              hint={opensOn === today ? t('scans.when.today') : undefined}
              min={today}
              value={opensOn ?? ''}
              error={faultAt(checks, 'opensOn')}
              onInput={(day) => change({ opensOn: day || null })}
            />
          </div>
          <div id="closesOn">
            <DateField
              label={t('scans.when.closesOn')}
              min={opensOn ?? today}
              value={closesOn ?? ''}
              error={faultAt(checks, 'closesOn')}
              onInput={(day) => change({ closesOn: day || null })}
            />
            <AmberNotes checks={checks} field="closesOn" />
          </div>
        </div>
        <PeriodLine settings={settings} />
      </Card>
      <Reminders
        settings={settings}
        suggested={draft.suggestedReminders}
        onChange={(remindersOn) => change({ remindersOn })}
        notes={<AmberNotes checks={checks} field="remindersOn" />}
      />
      <Card title={t('scans.when.name')}>
        <TextField
          label={t('scans.when.nameLabel')}
          hint={t('scans.when.nameHint')}
          maxLength={120}
          value={title}
          onInput={rename}
        />
      </Card>
    </div>
  )
}

interface PresetProps {
  preset: Preset
  settings: ScanSettings
  onChoose: (changes: Partial<ScanSettings>) => void
}

function PresetButton({ preset: { id, opensOn, closesOn, remindersOn }, settings, onChoose }: PresetProps) {
  const isChosen = settings.opensOn === opensOn && settings.closesOn === closesOn
  return (
    <button
      type="button"
      class="preset"
      aria-pressed={isChosen}
      onClick={() => onChoose({ opensOn, closesOn, remindersOn })}
    >
      <strong>{t(`scans.when.preset.${id}`)}</strong>
      <span>{t('scans.when.from', { opens: formatDate(opensOn), closes: formatDate(closesOn) })}</span>
    </button>
  )
}

interface RemindersProps {
  settings: ScanSettings
  suggested: string[]
  notes: ComponentChildren
  onChange: (remindersOn: string[]) => void
}

function Reminders({
  settings: { remindersOn, opensOn, closesOn },
  suggested,
  notes,
  onChange,
}: RemindersProps) {
  const isSuggested = suggested.join() === remindersOn.join()
  const replace = (place: number, day: string) =>
    onChange([...new Set(day ? remindersOn.with(place, day) : remindersOn.toSpliced(place, 1))])
  return (
    <Card title={t('scans.when.reminders')}>
      <p class="hint">{t('scans.when.remindersHint')}</p>
      <div class="field-row" id="remindersOn">
        {remindersOn.map((day, place) => (
          <div key={day} class="reminder">
            <DateField
              label={t('scans.when.reminder', { number: place + 1 })}
              min={opensOn ?? undefined}
              max={closesOn ?? undefined}
              value={day}
              onInput={(next) => replace(place, next)}
            />
            <Button
              kind="quiet"
              label={`${t('common.remove')}: ${formatDate(day)}`}
              onClick={() => replace(place, '')}
            >
              {t('common.remove')}
            </Button>
          </div>
        ))}
        {remindersOn.length === 0 && <p>{t('scans.when.noReminders')}</p>}
      </div>
      {notes}
      <div class="buttons">
        {!isSuggested && suggested.length > 0 && (
          <Button onClick={() => onChange(suggested)}>{t('scans.when.suggest')}</Button>
        )}
        {remindersOn.length < MOST_REMINDERS && closesOn && !remindersOn.includes(closesOn) && (
          <Button kind="quiet" icon="plus" onClick={() => onChange([...remindersOn, closesOn])}>
            {t('scans.when.addReminder')}
          </Button>
        )}
      </div>
    </Card>
  )
}
