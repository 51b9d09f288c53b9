import { useRef, useState } from 'preact/hooks'
import type { ChangePlan, Plan } from '#server/plans/contract.ts'
import { ApiError, changePlan } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextArea, TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { type Difference, VersionDialog } from './VersionDialog.tsx'

interface QuestionsProps {
  plan: Plan
  onSaved: () => void
}

export function Questions({ plan, onSaved }: QuestionsProps) {
  const [editing, setEditing] = useState(false)
  const saved = () => {
    setEditing(false)
    onSaved()
  }
  const words = plan.mainQuestion ? 'plans.questions.edit' : 'plans.questions.write'
  const edit = plan.mayChange && !editing && (
    <Button kind="quiet" icon="edit" onClick={() => setEditing(true)}>
      {t(words)}
    </Button>
  )
  return (
    <Card title={t('plans.questions.title')} action={edit}>
      {editing ? (
        <QuestionsForm plan={plan} onSaved={saved} onCancel={() => setEditing(false)} />
      ) : (
        <>
          {plan.mainQuestion ? (
            <p class="main-question">{plan.mainQuestion}</p>
          ) : (
            <p class="hint">{t('plans.questions.none')}</p>
          )}
          <SubQuestions plan={plan} />
        </>
      )}
    </Card>
  )
}

function SubQuestions({ plan: { subQuestions } }: { plan: Plan }) {
  if (subQuestions.length === 0) return null
  return (
    <>
      <h3>{t('plans.questions.sub')}</h3>
      <ol class="sub-questions">
        {subQuestions.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ol>
    </>
  )
}

type Line = ChangePlan['subQuestions'][number] & { key: number }
let lines = 0
const newLine = (line: { id?: string; text: string }): Line => ({ ...line, key: ++lines })

function QuestionsForm({ plan, onSaved, onCancel }: QuestionsProps & { onCancel: () => void }) {
  const [main, setMain] = useState(plan.mainQuestion)
  const [subs, setSubs] = useState(() => plan.subQuestions.map(newLine))
  const [theirs, setTheirs] = useState<Plan>()
  const version = useRef(plan.version)
  const written = subs.filter(({ text }) => text.trim()).map(({ key: _key, ...line }) => line)
  const { busy, error, submit } = useSubmit(async () => {
    try {
      await changePlan(plan.id, {
        version: version.current,
        mainQuestion: main.trim(),
        subQuestions: written,
      })
      onSaved()
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.code !== 'version-conflict') throw cause
      setTheirs(cause.current as Plan)
    }
  })
  const keepMine = () => {
    version.current = theirs?.version ?? version.current
    setTheirs(undefined)
    submit()
  }
  return (
    <form onSubmit={submit}>
      <TextArea
        label={t('plans.questions.main')}
        hint={t('plans.questions.mainHint')}
        value={main}
        rows={2}
        maxLength={500}
        onInput={setMain}
      />
      <SubQuestionFields subs={subs} onChange={setSubs} />
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('common.save')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
      {theirs && (
        <VersionDialog
          differences={questionDifferences(main, written, theirs)}
          onMine={keepMine}
          onTheirs={onSaved}
        />
      )}
    </form>
  )
}

function questionDifferences(main: string, subs: { text: string }[], theirs: Plan): Difference[] {
  const inLines = (list: { text: string }[]) =>
    list.map(({ text }, place) => `${place + 1}. ${text}`).join('\n')
  return [
    { label: t('plans.questions.main'), mine: main, theirs: theirs.mainQuestion },
    { label: t('plans.conflict.questions'), mine: inLines(subs), theirs: inLines(theirs.subQuestions) },
  ]
}

function SubQuestionFields({ subs, onChange }: { subs: Line[]; onChange: (subs: Line[]) => void }) {
  const write = (place: number, text: string) =>
    onChange(subs.map((line, at) => (at === place ? { ...line, text } : line)))
  return (
    <fieldset class="sub-question-fields">
      <legend>{t('plans.questions.sub')}</legend>
      {subs.map((line, place) => {
        const number = place + 1
        return (
          <div class="sub-question" key={line.key}>
            <TextField
              label={t('plans.questions.subNumber', { number })}
              value={line.text}
              maxLength={500}
              onInput={(text) => write(place, text)}
            />
            <div class="buttons">
              <Arrow
                name="up"
                number={number}
                disabled={place === 0}
                onClick={() => onChange(swapped(subs, place - 1))}
              />
              <Arrow
                name="down"
                number={number}
                disabled={place === subs.length - 1}
                onClick={() => onChange(swapped(subs, place))}
              />
              <Button
                kind="quiet"
                label={t('plans.questions.remove', { number })}
                onClick={() => onChange(subs.filter((_line, at) => at !== place))}
              >
                {t('common.remove')}
              </Button>
            </div>
          </div>
        )
      })}
      <Button icon="plus" onClick={() => onChange([...subs, newLine({ text: '' })])}>
        {t('plans.questions.add')}
      </Button>
    </fieldset>
  )
}

interface ArrowProps {
  name: 'up' | 'down'
  number: number
  disabled: boolean
  onClick: () => void
}

function Arrow({ name, number, disabled, onClick }: ArrowProps) {
  return (
    <button
      type="button"
      class={`arrow arrow-${name}`}
      aria-label={t(`plans.questions.${name}`, { number })}
      disabled={disabled}
      onClick={onClick}
    >
      <span aria-hidden="true">{name === 'up' ? '↑' : '↓'}</span>
    </button>
  )
}

/** The line at this place and the next change places. */
export function swapped<Line>(list: readonly Line[], place: number): Line[] {
  const [one, other] = list.slice(place, place + 2)
  if (one === undefined || other === undefined) return [...list]
  return list.with(place, other).with(place + 1, one)
}
