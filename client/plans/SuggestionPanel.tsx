import { useEffect, useRef, useState } from 'preact/hooks'
import type { AddAction, Plan, Suggestion } from '#server/plans/contract.ts'
import { addAction, getSuggestions } from '../api.ts'
import { newId } from '../responses/device.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { type Room, useRoom } from './use-room.ts'
import { WaitingDialog } from './WaitingDialog.tsx'
import { topicOf } from './words.ts'

interface PanelProps {
  plan: Plan
  dimensionId: string
  onAdded: () => void
  onClose: () => void
}

/** The second tap: what could be done about one topic, from the library or in one's own words. */
export function SuggestionPanel({ plan, dimensionId, onAdded, onClose }: PanelProps) {
  const heading = useRef<HTMLSpanElement>(null)
  const [added, setAdded] = useState('')
  const room = useRoom()
  useEffect(() => heading.current?.focus(), [dimensionId])
  const add = useAdding(plan, dimensionId, room, (title) => {
    setAdded(t('plans.suggestions.added', { title }))
    onAdded()
  })
  const title = (
    <span ref={heading} tabIndex={-1}>
      {t('plans.suggestions.title', { topic: topicOf(plan, dimensionId) })}
    </span>
  )
  return (
    <Card
      title={title}
      action={
        <Button kind="quiet" icon="close" onClick={onClose}>
          {t('plans.suggestions.close')}
        </Button>
      }
    >
      <p class="added" role="status">
        {added}
      </p>
      <Loaded
        name={`suggestions ${plan.id} ${dimensionId}`}
        load={() => getSuggestions(plan.id, dimensionId)}
      >
        {({ suggestions }, again) => (
          <Suggestions suggestions={suggestions} onAdd={(proposal) => add(proposal).then(again)} />
        )}
      </Loaded>
      <OwnWords onAdd={(words) => add({ title: words })} />
      <WaitingDialog plan={plan} room={room} />
    </Card>
  )
}

type Proposal = Partial<AddAction> & { title: string }
type Add = (proposal: Proposal) => Promise<void>

function useAdding(plan: Plan, dimensionId: string, room: Room, onAdded: (title: string) => void): Add {
  const ids = useRef(new Map<string, string>())
  return async (proposal) => {
    // the same id until it arrived, so that pressing again after a lost answer adds nothing
    const key = proposal.libraryActionId ?? proposal.title
    const id = ids.current.get(key) ?? newId()
    ids.current.set(key, id)
    const body: AddAction = {
      id,
      description: '',
      dimensionId,
      unitId: null,
      owner: null,
      dueOn: null,
      libraryActionId: null,
      checks: [],
      ...proposal,
    }
    const action = await room.withRoom(dimensionId, (waiting) =>
      addAction(plan.id, waiting ? { ...body, waiting } : body),
    )
    if (!action) return
    ids.current.delete(key)
    onAdded(action.title)
  }
}

interface SuggestionsProps {
  suggestions: Suggestion[]
  onAdd: Add
}

function Suggestions({ suggestions, onAdd }: SuggestionsProps) {
  if (suggestions.length === 0) return <p>{t('plans.suggestions.none')}</p>
  return (
    <>
      <p class="hint">{t('plans.suggestions.what')}</p>
      <ul class="suggestions">
        {suggestions.map((suggestion) => (
          <SuggestionCard key={suggestion.libraryActionId} suggestion={suggestion} onAdd={onAdd} />
        ))}
      </ul>
    </>
  )
}

function SuggestionCard({ suggestion, onAdd }: { suggestion: Suggestion; onAdd: Add }) {
  const { effort, weeks, evidence, prerequisites, libraryActionId } = suggestion
  const [title, description] = [inLanguage(suggestion.title), inLanguage(suggestion.description)]
  const { busy, error, submit } = useSubmit(() => onAdd({ title, description, libraryActionId }))
  return (
    <li class="suggestion">
      <h3>{title}</h3>
      <p>{description}</p>
      <p class="suggestion-facts">
        <Badge>{t(`plans.suggestions.effort.${effort}`)}</Badge>
        <Badge>{t('plans.suggestions.weeks', { count: weeks })}</Badge>
        <Badge>{roleWords(suggestion.ownerRole)}</Badge>
      </p>
      <p class="hint">{t('plans.suggestions.evidence', { evidence: inLanguage(evidence) })}</p>
      {prerequisites.length > 0 && (
        <p class="hint">
          {t('plans.suggestions.needs')} {prerequisites.map(prerequisiteWords).join(' · ')}
        </p>
      )}
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button
          kind="primary"
          icon="plus"
          busy={busy}
          label={t('plans.suggestions.addNamed', { title })}
          onClick={submit}
        >
          {t('plans.suggestions.add')}
        </Button>
      </div>
    </li>
  )
}

const ROLES = [
  'professional',
  'team',
  'manager',
  'messenger',
  'trainer',
  'quality',
  'ict',
  'board',
  'client-council',
] as const

/** A library of one's own may name roles that we have no words for. */
function roleWords(role: string): string {
  const known = ROLES.find((name) => name === role)
  return known ? t(`plans.role.${known}`) : role
}

function prerequisiteWords({ title, met }: Suggestion['prerequisites'][number]): string {
  return met ? `${inLanguage(title)} (${t('plans.suggestions.met')})` : inLanguage(title)
}

function OwnWords({ onAdd }: { onAdd: (title: string) => Promise<void> }) {
  const [title, setTitle] = useState('')
  const { busy, error, submit } = useSubmit(async () => {
    await onAdd(title.trim())
    setTitle('')
  })
  return (
    <form class="own-words" onSubmit={submit}>
      <TextField
        label={t('plans.suggestions.own')}
        value={title}
        maxLength={200}
        required
        autocomplete="off"
        onInput={setTitle}
      />
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button type="submit" icon="plus" busy={busy}>
          {t('plans.suggestions.add')}
        </Button>
      </div>
    </form>
  )
}
