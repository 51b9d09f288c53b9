import type { ComponentChildren } from 'preact'
import type { Questionnaire } from '#server/responses/contract.ts'
import { type Draft, progressOf } from './draft.ts'
import { Heading } from './Frame.tsx'
import { said, t } from './words.ts'

interface Props {
  questionnaire: Questionnaire
  draft: Draft
  onGo: (place: string) => void
}

export function Review({ questionnaire, draft, onGo }: Props) {
  const { dimensions, importance, questions } = questionnaire
  const all = progressOf(
    dimensions.flatMap(({ items }) => items),
    draft,
  )
  const picked = dimensions.filter(({ id }) => draft.importance.includes(id)).map(({ title }) => said(title))
  return (
    <>
      <Heading of="review">{t('reviewTitle')}</Heading>
      <p>{t('reviewText')}</p>
      <div class="notice">
        {all.open === undefined ? t('reviewComplete') : t('reviewOpen', { count: all.count - all.answered })}
        {all.open !== undefined && (
          <button type="button" onClick={() => onGo(all.open ?? 'intro')}>
            {t('reviewFirst')}
          </button>
        )}
      </div>
      <h2>{t('reviewStatements')}</h2>
      <ul class="rows">
        {dimensions.map(({ id, title, items }) => {
          const { answered, count, open } = progressOf(items, draft)
          const about = t('reviewAnswered', { answered, count })
          return (
            <Row
              key={id}
              name={said(title)}
              about={about}
              onGo={() => onGo(open ?? items[0]?.id ?? 'intro')}
            />
          )
        })}
      </ul>
      {importance && (
        <Part title={t('importanceTitle')} onGo={() => onGo('importance')}>
          {picked.map((title) => (
            <p key={title}>{title}</p>
          ))}
          {picked.length === 0 && <p class="hint">{t('reviewNothingPicked')}</p>}
        </Part>
      )}
      {questions.length > 0 && (
        <Part title={t('openTitle')} onGo={() => onGo('open')}>
          {questions.map(({ id, text }) => (
            <div key={id}>
              <p class="hint">{said(text)}</p>
              <p class="written">{draft.comments[id]?.trim() || `– ${t('reviewNothingWritten')}`}</p>
            </div>
          ))}
        </Part>
      )}
    </>
  )
}

function Row({ name, about, onGo }: { name: string; about: string; onGo: () => void }) {
  return (
    <li class="row">
      <span>
        {name} <small>{about}</small>
      </span>
      <ChangeButton name={name} onGo={onGo} />
    </li>
  )
}

function Part({ title, children, onGo }: { title: string; children: ComponentChildren; onGo: () => void }) {
  return (
    <>
      <div class="row">
        <h2>{title}</h2>
        <ChangeButton name={title} onGo={onGo} />
      </div>
      {children}
    </>
  )
}

function ChangeButton({ name, onGo }: { name: string; onGo: () => void }) {
  return (
    <button type="button" onClick={onGo}>
      {t('change')}
      <span class="unseen"> {name}</span>
    </button>
  )
}
