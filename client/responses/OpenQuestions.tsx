import type { Questionnaire } from '#server/responses/contract.ts'
import { type Draft, looksPersonal } from './draft.ts'
import { Heading } from './Frame.tsx'
import { said, t } from './words.ts'

const NEARLY_FULL = 100

interface Props {
  questionnaire: Questionnaire
  draft: Draft
  onWrite: (questionId: string, text: string) => void
}

export function OpenQuestions({ questionnaire, draft, onWrite }: Props) {
  return (
    <>
      <Heading of="open">{t('openTitle')}</Heading>
      <p>{t('openOptional')}</p>
      <p class="notice" id="open-hint">
        {said(questionnaire.hint)}
      </p>
      {questionnaire.questions.map(({ id, text, maxLength }) => {
        const written = draft.comments[id] ?? ''
        const left = maxLength - written.length
        return (
          <div key={id} class="question">
            <label for={id}>{said(text)}</label>
            <textarea
              id={id}
              rows={4}
              maxLength={maxLength}
              value={written}
              aria-describedby={`open-hint ${id}-warning`}
              onInput={({ currentTarget }) => onWrite(id, currentTarget.value)}
            />
            {left <= NEARLY_FULL && <p class="hint">{t('charactersLeft', { count: left })}</p>}
            <p class="warning" id={`${id}-warning`} role="status">
              {looksPersonal(written) && t('looksPersonal')}
            </p>
          </div>
        )
      })}
    </>
  )
}
