import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Check } from '#server/scans/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { launchScan } from '../api.ts'
import { MethodLink } from '../results/MethodLink.tsx'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { NumberField } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { checkWords } from './CheckNotes.tsx'
import { ForecastWords } from './ForecastWords.tsx'
import { forecastByUnit } from './forecast-view.ts'
import type { StepProps } from './LaunchPage.tsx'
import { invitedIn, PERSPECTIVES } from './people.ts'
import { useForecast } from './use-forecast.ts'

const HIGHEST_MINIMUM = 1000
const LEVELS = ['red', 'amber', 'green'] as const

export function CheckStep({ draft }: StepProps) {
  const { scan, checks } = draft.draft
  const ready = checks.every(({ level }) => level !== 'red')
  return (
    <div class="stack">
      <Card
        title={t(ready ? 'scans.check.ready' : 'scans.check.notReady')}
        tone={ready ? 'strength' : 'chance'}
      >
        <ul class="check-lines">
          {LEVELS.flatMap((level) =>
            checks
              .filter((check) => check.level === level)
              .map((check) => <CheckLine key={check.code} check={check} scanId={scan.id} />),
          )}
        </ul>
      </Card>
      <Forecasted draft={draft} />
      <Minimums draft={draft} />
      <Launch draft={draft} ready={ready} />
    </div>
  )
}

function CheckLine({ check, scanId }: { check: Check; scanId: string }) {
  const { level, step, field, code } = check
  const verb = t(code === 'not-validated' ? 'scans.check.look' : 'scans.check.mend')
  return (
    <li class={`check-line check-${level}`}>
      <span class="visually-hidden">{t(`scans.check.level.${level}`)}: </span>
      <span>
        {checkWords(check)}{' '}
        {field && (
          <a href={`/scans/${scanId}/launch/${step}#${field}`} aria-label={`${verb}: ${checkWords(check)}`}>
            {verb}
          </a>
        )}
      </span>
    </li>
  )
}

function Forecasted({ draft: { draft } }: Pick<StepProps, 'draft'>) {
  const forecast = useForecast(draft.scan.id, draft.scan.version)
  if (forecast.state !== 'ready') return null
  const small = [...forecastByUnit(forecast.value).values()].filter((unit) => unit.small.length > 0).length
  return (
    <>
      <ForecastWords forecast={forecast.value} />
      {small > 0 && (
        <p class="amber-note">
          {t('scans.forecast.small', { count: small })}{' '}
          <a href={`/scans/${draft.scan.id}/launch/who#units`}>{t('scans.forecast.look')}</a>
        </p>
      )}
    </>
  )
}

function Minimums({ draft: { draft, settings, change } }: Pick<StepProps, 'draft'>) {
  return (
    <Card title={t('scans.minimums.title')}>
      <p>{t('scans.minimums.what')}</p>
      <div class="field-row">
        {PERSPECTIVES.filter((one) => settings.perspectives.includes(one)).map((perspective) => (
          <Minimum
            key={perspective}
            perspective={perspective}
            floor={draft.floors[perspective]}
            value={settings.minimums[perspective]}
            onChange={(count) => change({ minimums: { ...settings.minimums, [perspective]: count } })}
          />
        ))}
      </div>
      <p class="hint">{t('scans.minimums.frozen')}</p>
      <MethodLink scanId={draft.scan.id} before />
    </Card>
  )
}

interface MinimumProps {
  perspective: Perspective
  floor: number
  value: number
  onChange: (count: number) => void
}

/** What is too low stays visible and is told, but the former number holds. */
function Minimum({ perspective, floor, value, onChange }: MinimumProps) {
  const [typed, setTyped] = useState<number | null>(value)
  const isAllowed = (count: number | null): count is number =>
    count !== null && Number.isInteger(count) && count >= floor && count <= HIGHEST_MINIMUM
  return (
    <NumberField
      label={t(`scans.perspectives.${perspective}`)}
      min={floor}
      max={HIGHEST_MINIMUM}
      value={typed}
      error={isAllowed(typed) ? undefined : t('scans.minimums.low', { floor })}
      onInput={(count) => {
        setTyped(count)
        if (isAllowed(count)) onChange(count)
      }}
    />
  )
}

function Launch({ draft, ready }: Pick<StepProps, 'draft'> & { ready: boolean }) {
  const { route } = useLocation()
  const [asking, setAsking] = useState(false)
  const { settings } = draft
  const { scan, today } = draft.draft
  const launching = useSubmit(async () => {
    const saved = await draft.saveNow()
    if (!saved) return setAsking(false)
    await launchScan(scan.id, saved.scan.version)
    route(`/scans/${scan.id}`)
  })
  const opensNow = settings.opensOn !== null && settings.opensOn <= today
  const values = {
    count: invitedIn(settings),
    opens: formatDate(settings.opensOn),
    closes: formatDate(settings.closesOn),
  }
  return (
    <div class="launch">
      {!ready && (
        <Notice kind="chance">
          <p>{t('scans.check.first')}</p>
        </Notice>
      )}
      <Button kind="primary" disabled={!ready} onClick={() => setAsking(true)}>
        {t('scans.launch.start')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('scans.launch.question', values)}
        confirm={t('scans.launch.start')}
        busy={launching.busy}
        error={launching.error}
        onConfirm={() => void launching.submit()}
        onCancel={() => setAsking(false)}
      >
        <p>{t(opensNow ? 'scans.launch.opensNow' : 'scans.launch.opensLater', values)}</p>
        <p>{t('scans.launch.frozen')}</p>
      </ConfirmDialog>
    </div>
  )
}
