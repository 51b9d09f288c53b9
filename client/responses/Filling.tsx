import { useEffect, useRef } from 'preact/hooks'
import type { Questionnaire } from '#server/responses/contract.ts'
import { keepPage, useWide } from './device.ts'
import {
  answer,
  type Draft,
  hasContent,
  type Language,
  type Step,
  stepNumber,
  stepsOf,
  write,
} from './draft.ts'
import { Explained } from './Explained.tsx'
import { Frame } from './Frame.tsx'
import { Importance } from './Importance.tsx'
import { Intro } from './Intro.tsx'
import { OpenQuestions } from './OpenQuestions.tsx'
import type { Outbox } from './outbox.ts'
import { readPromise } from './promise.ts'
import { Review } from './Review.tsx'
import { Statements } from './Statements.tsx'
import { type Kept, useKept } from './use-kept.ts'
import { t } from './words.ts'

const ON_A_WIDE_PAGE = 5
const EXPLAINED = 'explained'

interface Props {
  code: string
  questionnaire: Questionnaire
  first: Draft
  outbox: Outbox
  choose: (language: Language) => void
  onSend: (draft: Draft, keeps: boolean) => void
}

export function Filling({ code, questionnaire, first, outbox, choose, onSend }: Props) {
  const kept = useKept(first, outbox)
  const { draft, change, keeps } = kept
  const steps = stepsOf(questionnaire, useWide() ? ON_A_WIDE_PAGE : 1)
  const number = stepNumber(steps, draft.place)
  const step = steps[number]
  const go = usePlace(draft.place, (place) => change((before) => ({ ...before, place })))
  useEffect(() => {
    // pressed here, or in another window with the same code
    if (draft.sending) onSend(draft, keeps)
  }, [draft.sending])
  if (!step) return null

  const next = (event: Event) => {
    event.preventDefault()
    if (step.stage === 'review') return change((before) => ({ ...before, sending: true }))
    if (step.stage === 'intro' && keeps) start(outbox, questionnaire, code)
    go(steps[number + 1]?.place ?? 'review')
  }
  const speak = (language: Language) => {
    choose(language)
    change((before) => ({ ...before, language }))
  }
  const { organisation } = questionnaire
  return (
    <Frame offered={questionnaire.languages} choose={speak} organisation={organisation}>
      {draft.place === EXPLAINED ? (
        <Explained
          code={code}
          organisation={organisation}
          kept={outbox.findPromise()}
          onBack={() => go('intro')}
        />
      ) : (
        <form class={`sheet ${step.stage}`} onSubmit={next} noValidate>
          <StepView
            step={step}
            questionnaire={questionnaire}
            kept={kept}
            sentBefore={outbox.wasSent()}
            go={go}
          />
          <div class="buttons bar">
            {number > 0 && (
              <button type="button" onClick={() => go(steps[number - 1]?.place ?? 'intro')}>
                {t('back')}
              </button>
            )}
            {number > 0 && <p class="kept">{kept.words}</p>}
            <button type="submit" class="primary">
              {nextWords(step, draft)}
            </button>
          </div>
        </form>
      )}
    </Frame>
  )
}

interface StepProps {
  step: Step
  questionnaire: Questionnaire
  kept: Kept
  sentBefore: boolean
  go: (place: string) => void
}

function StepView({ step, questionnaire, kept, sentBefore, go }: StepProps) {
  const { draft, change } = kept
  switch (step.stage) {
    case 'intro':
      return (
        <Intro
          questionnaire={questionnaire}
          keeps={kept.keeps}
          onKeeps={kept.setKeeps}
          sentBefore={sentBefore}
          onExplain={() => go(EXPLAINED)}
        />
      )
    case 'statements':
      return (
        <Statements
          step={step}
          questionnaire={questionnaire}
          draft={draft}
          onAnswer={(id, value) => change((before) => answer(before, id, value))}
        />
      )
    case 'importance':
      return <Importance questionnaire={questionnaire} draft={draft} change={change} />
    case 'open':
      return (
        <OpenQuestions
          questionnaire={questionnaire}
          draft={draft}
          onWrite={(id, text) => change((before) => write(before, id, text))}
        />
      )
    case 'review':
      return <Review questionnaire={questionnaire} draft={draft} onGo={go} />
  }
}

function nextWords({ stage }: Step, draft: Draft): string {
  if (stage === 'review') return t('send')
  if (stage === 'intro') return t(hasContent(draft) ? 'goOn' : 'start')
  return t('next')
}

function start(outbox: Outbox, questionnaire: Questionnaire, code: string): void {
  outbox.keepQuestions(questionnaire)
  readPromise(code)
    .then(({ promise }) => outbox.keepPromise(promise))
    .catch(() => {})
    .then(keepPage)
    .catch(() => {})
}

/** The phone's own back key goes one page back too, instead of leaving. */
function usePlace(place: string, setPlace: (place: string) => void) {
  const set = useRef(setPlace)
  set.current = setPlace
  useEffect(() => {
    history.replaceState({ place }, '')
    const follow = ({ state }: PopStateEvent) => set.current(state?.place ?? 'intro')
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  return (next: string) => {
    history.pushState({ place: next }, '')
    setPlace(next)
  }
}
