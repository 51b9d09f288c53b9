import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Unit } from '#server/organisations/contract.ts'
import type { Check, ScanDraft, WizardStep } from '#server/scans/contract.ts'
import type { InstrumentSummary } from '#server/surveys/contract.ts'
import { listInstruments, listUnits } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { type Step, Steps } from '../ui/Steps.tsx'
import { CheckStep } from './CheckStep.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { MessageStep } from './MessageStep.tsx'
import { QuestionsStep } from './QuestionsStep.tsx'
import { SavedLine } from './SavedLine.tsx'
import { type Draft, loadDraft, useDraft } from './use-draft.ts'
import { WhenStep } from './WhenStep.tsx'
import { WhoStep } from './WhoStep.tsx'
import './scans.css'

const STEPS: WizardStep[] = ['who', 'when', 'questions', 'message', 'check']

interface Loading {
  draft: ScanDraft
  units: Unit[]
  instruments: InstrumentSummary[]
}

async function load(scanId: string): Promise<Loading> {
  const [draft, units, instruments] = await Promise.all([loadDraft(scanId), listUnits(), listInstruments()])
  return { draft, units, instruments }
}

export function LaunchPage({ scanId, step }: { scanId: string; step: string }) {
  const open = STEPS.find((name) => name === step) ?? 'who'
  return (
    <Page
      title={t('scans.launch.title')}
      purpose={t(`scans.launch.purpose.${open}`)}
      breadcrumb={[{ label: t('scans.title'), href: '/scans' }]}
    >
      <Loaded name={`draft ${scanId}`} load={() => load(scanId)}>
        {(loaded) => <Wizard key={loaded.draft.scan.id} {...loaded} step={open} />}
      </Loaded>
    </Page>
  )
}

/** What every step gets. */
export interface StepProps {
  draft: Draft
  units: Unit[]
  instruments: InstrumentSummary[]
}

const VIEWS: Record<WizardStep, (props: StepProps) => ComponentChildren> = {
  who: WhoStep,
  when: WhenStep,
  questions: QuestionsStep,
  message: MessageStep,
  check: CheckStep,
}

function Wizard({ draft: loaded, units, instruments, step }: Loading & { step: WizardStep }) {
  const draft = useDraft(loaded)
  const { change } = draft
  useEffect(() => {
    if (draft.settings.step !== step) change({ step })
  }, [step])
  useFieldInAddress(step)

  const View = VIEWS[step]
  return (
    <>
      <div class="wizard-top">
        <Steps label={t('scans.launch.steps')} steps={stepsOf(draft, step)} />
        <SavedLine draft={draft} />
      </div>
      <View draft={draft} units={units} instruments={instruments} />
      <StepButtons draft={draft} step={step} />
      <ConflictDialog draft={draft} />
    </>
  )
}

function stepsOf({ draft }: Draft, current: WizardStep): Step[] {
  const reached = STEPS.indexOf(current)
  return STEPS.map((name, place) => ({
    label: t(`scans.launch.step.${name}`),
    state: name === current ? 'current' : stateOf(name, place < reached, draft.checks),
    href: `/scans/${draft.scan.id}/launch/${name}`,
  }))
}

function stateOf(step: WizardStep, isBefore: boolean, checks: Check[]): Step['state'] {
  const isRed = checks.some((check) => check.step === step && check.level === 'red')
  if (!isBefore) return 'ahead'
  return isRed ? 'attention' : 'done'
}

function StepButtons({ draft, step }: { draft: Draft; step: WizardStep }) {
  const place = STEPS.indexOf(step)
  const before = STEPS[place - 1]
  const after = STEPS[place + 1]
  const path = `/scans/${draft.draft.scan.id}/launch`
  return (
    <div class="buttons wizard-buttons">
      {before && (
        <Button href={`${path}/${before}`} icon="back">
          {t('common.back')}
        </Button>
      )}
      {after && (
        <Button kind="primary" href={`${path}/${after}`}>
          {t('scans.launch.nextStep', { step: t(`scans.launch.step.${after}`) })}
        </Button>
      )}
    </div>
  )
}

/** A line of the check page leads to its field: /launch/when#closesOn. */
function useFieldInAddress(step: WizardStep): void {
  const { url } = useLocation()
  useEffect(() => {
    const field = document.getElementById(globalThis.location.hash.slice(1) || 'no-field')
    const control = field?.querySelector<HTMLElement>('input, textarea, select, button')
    field?.scrollIntoView({ block: 'center' })
    control?.focus()
  }, [step, url])
}
