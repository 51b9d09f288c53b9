import { useState } from 'preact/hooks'
import type { Questionnaire } from '#server/responses/contract.ts'
import { type Draft, pick } from './draft.ts'
import { Heading } from './Frame.tsx'
import { said, t } from './words.ts'

interface Props {
  questionnaire: Questionnaire
  draft: Draft
  change: (next: (draft: Draft) => Draft) => void
}

export function Importance({ questionnaire, draft, change }: Props) {
  const [full, setFull] = useState(false)
  const { text, maxPicks } = questionnaire.importance ?? { text: {}, maxPicks: 0 }
  const toggle = (id: string, box: HTMLInputElement) => {
    const refused = pick(draft, id, maxPicks) === draft
    if (refused) box.checked = false
    else change((before) => pick(before, id, maxPicks))
    setFull(refused)
  }
  return (
    <>
      <Heading of="importance">{t('importanceTitle')}</Heading>
      <fieldset class="statement">
        <legend>{said(text)}</legend>
        {questionnaire.dimensions.map(({ id, title }) => (
          <label key={id} class={`point ${draft.importance.includes(id) ? 'chosen' : ''}`}>
            <input
              type="checkbox"
              checked={draft.importance.includes(id)}
              onChange={({ currentTarget }) => toggle(id, currentTarget)}
            />
            <span>{said(title)}</span>
          </label>
        ))}
      </fieldset>
      <p class="warning" role="alert">
        {full && t('importanceFull', { count: maxPicks })}
      </p>
    </>
  )
}
