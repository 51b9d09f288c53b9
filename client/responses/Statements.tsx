import type { Questionnaire } from '#server/responses/contract.ts'
import type { Answer, Draft, Item, StatementsStep } from './draft.ts'
import { Heading } from './Frame.tsx'
import { said, t } from './words.ts'

interface Props {
  step: StatementsStep
  questionnaire: Questionnaire
  draft: Draft
  onAnswer: (itemId: string, answer: Answer) => void
}

export function Statements({ step, questionnaire, draft, onAnswer }: Props) {
  const { dimensions, instruction } = questionnaire
  const { title, items } = dimensions[step.dimension] ?? { title: {}, items: [] }
  const alone = step.items.length === 1 && items.length > 1
  const topic = t('topicOf', { number: step.dimension + 1, count: dimensions.length })
  const statement = t('statementOf', { number: step.first + 1, count: items.length })
  return (
    <>
      <ProgressLine step={step} questionnaire={questionnaire} />
      <Heading of={step.place} above={alone ? `${topic} · ${statement}` : topic}>
        {said(title)}
      </Heading>
      {step.first === 0 && <p class="instruction">{said(instruction)}</p>}
      {step.items.map((item) => (
        <Statement
          key={item.id}
          item={item}
          questionnaire={questionnaire}
          chosen={draft.answers[item.id]}
          onAnswer={(answer) => onAnswer(item.id, answer)}
        />
      ))}
    </>
  )
}

interface StatementProps {
  item: Item
  questionnaire: Questionnaire
  chosen: Answer | undefined
  onAnswer: (answer: Answer) => void
}

function Statement({ item, questionnaire, chosen, onAnswer }: StatementProps) {
  const points: { value: Answer; label: Questionnaire['notApplicable'] }[] = [
    ...questionnaire.points,
    { value: 'na', label: questionnaire.notApplicable },
  ]
  return (
    <fieldset class="statement">
      <legend>{said(item.text)}</legend>
      <div class="points">
        {points.map(({ value, label }) => (
          <label
            key={value}
            class={`point ${value === 'na' ? 'apart' : ''} ${value === chosen ? 'chosen' : ''}`}
          >
            <input
              type="radio"
              name={item.id}
              value={value}
              checked={value === chosen}
              onChange={() => onAnswer(value)}
            />
            <span>{said(label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** For the eye only: the heading says the same in words. */
function ProgressLine({ step, questionnaire }: Pick<Props, 'step' | 'questionnaire'>) {
  return (
    <div class="progress" aria-hidden="true">
      {questionnaire.dimensions.map(({ id, items }, place) => {
        const seen = step.first + step.items.length
        const filled = place < step.dimension ? 1 : place === step.dimension ? seen / items.length : 0
        return <progress key={id} value={filled} max={1} />
      })}
    </div>
  )
}
