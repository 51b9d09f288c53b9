import type { OwnQuestionDraft, ScanSettings } from '#server/scans/contract.ts'
import type { InstrumentSummary, Perspective } from '#server/surveys/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { RadioGroup, TextArea } from '../ui/Field.tsx'
import { formatList, formatNumber } from '../ui/format.ts'
import { AmberNotes, faultAt } from './CheckNotes.tsx'
import type { StepProps } from './LaunchPage.tsx'
import { MARKS, PERSPECTIVES } from './people.ts'

const MOST_QUESTIONS = 3
const MINUTES_PER_OWN_QUESTION = 0.5

export function QuestionsStep({ draft: { draft, settings, change }, instruments }: StepProps) {
  const { checks } = draft
  const instrument = instruments.find(({ id }) => id === settings.instrumentId)
  return (
    <div class="stack">
      <fieldset class="instruments" id="instrument">
        <legend>{t('scans.questions.instrument')}</legend>
        {instruments.map((each) => (
          <InstrumentCard
            key={each.id}
            instrument={each}
            settings={settings}
            onChoose={() =>
              change({ instrumentId: each.id, form: each.hasShortForm ? settings.form : 'full' })
            }
          />
        ))}
      </fieldset>
      <Fault words={faultAt(checks, 'instrument')} />
      {instrument?.hasShortForm && (
        <Card title={t('scans.questions.length')}>
          <div id="form">
            <RadioGroup
              label={t('scans.questions.length')}
              hideLabel
              value={settings.form}
              options={(['full', 'short'] as const).map((form) => ({
                value: form,
                label: t(`scans.form.${form}`),
                hint: t(`scans.questions.formHint.${form}`, {
                  minutes: minutesOf(instrument, form, settings),
                }),
              }))}
              onChange={(form) => change({ form })}
            />
          </div>
        </Card>
      )}
      <OwnQuestions settings={settings} fault={faultAt(checks, 'ownQuestions')} onChange={change} />
      <AmberNotes checks={checks} field="ownQuestions" />
    </div>
  )
}

interface InstrumentCardProps {
  instrument: InstrumentSummary
  settings: ScanSettings
  onChoose: () => void
}

function InstrumentCard({ instrument, settings, onChoose }: InstrumentCardProps) {
  const { id, title, version, phase, validation, dimensions } = instrument
  const isChosen = settings.instrumentId === id
  return (
    <label class="instrument">
      <input type="radio" name="instrument" checked={isChosen} onChange={onChoose} />
      <span class="instrument-words">
        <strong>{inLanguage(title)}</strong>
        <span class="hint">
          {t('scans.questions.version', { version })} · {t(`scans.questions.phase.${phase}`)} ·{' '}
          {t('scans.questions.topics', { count: dimensions.length })}
        </span>
        <Minutes instrument={instrument} settings={settings} />
        {validation.status === 'not-validated' && (
          <span>
            <span class="badge badge-chance">{t('scans.questions.concept')}</span>{' '}
            {isChosen && <span class="hint">{inLanguage(validation.note)}</span>}
          </span>
        )}
      </span>
    </label>
  )
}

function Minutes({ instrument, settings }: { instrument: InstrumentSummary; settings: ScanSettings }) {
  const form = settings.form === 'short' && instrument.hasShortForm ? 'short' : 'full'
  return (
    <span class="minutes">
      {PERSPECTIVES.filter((one) => settings.perspectives.includes(one)).map((perspective) => (
        <span key={perspective}>
          <span class={`ink-${perspective}`} aria-hidden="true">
            {MARKS[perspective]}
          </span>{' '}
          {minutesWords(instrument, perspective, form, settings.ownQuestions.length)}
        </span>
      ))}
    </span>
  )
}

function minutesWords(
  instrument: InstrumentSummary,
  perspective: Perspective,
  form: ScanSettings['form'],
  own: number,
): string {
  const length = instrument.lengths.find((each) => each.perspective === perspective && each.form === form)
  const name = t(`scans.perspectives.${perspective}`)
  if (!length) return t('scans.questions.notAsked', { name })
  const minutes = length.minutes + own * MINUTES_PER_OWN_QUESTION
  return t('scans.questions.minutes', { name, minutes: formatMinutes(minutes), items: length.items })
}

function minutesOf(
  instrument: InstrumentSummary,
  form: ScanSettings['form'],
  settings: ScanSettings,
): string {
  const own = settings.ownQuestions.length * MINUTES_PER_OWN_QUESTION
  const lengths = instrument.lengths.filter(
    (each) => each.form === form && settings.perspectives.includes(each.perspective),
  )
  return formatList(
    lengths.map(({ perspective, minutes }) =>
      t('scans.questions.minutesShort', {
        name: t(`scans.perspectives.${perspective}`),
        minutes: formatMinutes(minutes + own),
      }),
    ),
  )
}

function formatMinutes(minutes: number): string {
  return formatNumber(minutes, Number.isInteger(minutes) ? 0 : 1)
}

interface OwnQuestionsProps {
  settings: ScanSettings
  fault: string | undefined
  onChange: (changes: Partial<ScanSettings>) => void
}

function OwnQuestions({ settings: { ownQuestions, languages }, fault, onChange }: OwnQuestionsProps) {
  const replace = (place: number, question: OwnQuestionDraft) =>
    onChange({ ownQuestions: ownQuestions.with(place, question) })
  return (
    <Card title={t('scans.questions.own')}>
      <p class="hint">{t('scans.questions.ownHint')}</p>
      <div id="ownQuestions" class="stack">
        {ownQuestions.map((question, place) => (
          <fieldset class="own-question" key={place}>
            <legend>{t('scans.questions.ownNumber', { number: place + 1 })}</legend>
            {languages.map((language) => (
              <TextArea
                key={language}
                label={t('scans.questions.ownText', { language: t(`scans.languages.${language}`) })}
                lang={language}
                rows={2}
                maxLength={300}
                value={question.text[language] ?? ''}
                onInput={(text) => replace(place, { text: { ...question.text, [language]: text } })}
              />
            ))}
            <Button
              kind="quiet"
              icon="trash"
              onClick={() => onChange({ ownQuestions: ownQuestions.toSpliced(place, 1) })}
            >
              {t('scans.questions.ownRemove', { number: place + 1 })}
            </Button>
          </fieldset>
        ))}
      </div>
      <Fault words={fault} />
      {ownQuestions.length < MOST_QUESTIONS && (
        <div class="buttons">
          <Button icon="plus" onClick={() => onChange({ ownQuestions: [...ownQuestions, { text: {} }] })}>
            {t('scans.questions.ownAdd')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function Fault({ words }: { words: string | undefined }) {
  return words ? <p class="field-error">{words}</p> : null
}
