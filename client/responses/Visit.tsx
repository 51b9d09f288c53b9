import { useEffect, useRef, useState } from 'preact/hooks'
import type { Questionnaire } from '#server/responses/contract.ts'
import { newId } from './device.ts'
import { type Draft, type Language, newDraft } from './draft.ts'
import { Explained } from './Explained.tsx'
import { Filling } from './Filling.tsx'
import { Frame } from './Frame.tsx'
import { deviceStorage, openOutbox } from './outbox.ts'
import { Sending } from './Sending.tsx'
import { openQuestionnaire, type Refused } from './server.ts'
import { type Telling, Thanks, Told, tellingOf } from './Told.tsx'
import { language, t } from './words.ts'

type View =
  | { at: 'loading' }
  | { at: 'told'; telling: Telling; draft?: Draft }
  | { at: 'questions'; questionnaire: Questionnaire; draft: Draft }
  | { at: 'sending'; draft: Draft; keeps: boolean }
  | { at: 'thanks'; closesAt: number }
  | { at: 'explained'; closesAt: number }

interface Props {
  code: string
  choose: (language: Language) => void
  onLeave: (unknown: boolean) => void
}

/** One code, from its first question to the thanks. */
export function Visit({ code, choose, onLeave }: Props) {
  const [outbox] = useState(() => openOutbox(code, deviceStorage()))
  const [view, show] = useState<View>({ at: 'loading' })
  const questions = useRef<Questionnaire | undefined>(undefined)

  const load = async (draft = outbox.find()) => {
    if (draft) choose(draft.language)
    if (draft?.sending) return show({ at: 'sending', draft, keeps: true })
    show({ at: 'loading' })
    const opened = await openQuestionnaire(code)
    if (opened.state === 'refused') return tell(opened)
    questions.current = opened.state === 'open' ? opened.questionnaire : outbox.findQuestions()
    if (questions.current) ask(questions.current, draft)
    else show({ at: 'told', telling: { what: 'away' } })
  }
  const tell = (refused: Refused, draft?: Draft) => {
    const telling = tellingOf(refused)
    if (!telling) return onLeave(true)
    show({ at: 'told', telling, ...(draft && { draft }) })
  }
  const ask = (questionnaire: Questionnaire, draft?: Draft) => {
    const { languages, closesAt } = questionnaire
    const spoken = languages.find((one) => one === language()) ?? languages[0] ?? 'nl'
    choose(spoken)
    show({ at: 'questions', questionnaire, draft: draft ?? newDraft(newId(), spoken, closesAt) })
  }
  const thank = (closesAt: number) => {
    outbox.eraseSent()
    history.replaceState(null, '', '/r')
    show({ at: 'thanks', closesAt })
  }
  const refuse = (refused: Refused, draft: Draft) => {
    const what = tellingOf(refused)?.what
    if (what !== 'refused' && what !== 'notOpen' && what !== 'full') outbox.erase()
    tell(refused, draft)
  }
  const tryAgain = () => {
    const draft = view.at === 'told' && view.telling.what === 'full' ? view.draft : undefined
    if (draft) show({ at: 'sending', draft, keeps: outbox.find() !== undefined })
    else load()
  }
  const editAgain = () => {
    const draft =
      view.at === 'told' && view.draft ? { ...view.draft, sending: false, place: 'review' } : undefined
    if (draft && outbox.find()) outbox.keep(draft)
    if (questions.current) ask(questions.current, draft)
    else load(draft)
  }
  useEffect(() => {
    load()
    const follow = (event: StorageEvent) => {
      const news = outbox.newsOf(event)
      if (news && 'sent' in news) thank(news.sent)
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])

  if (view.at === 'questions') {
    const { questionnaire, draft } = view
    const send = (sent: Draft, keeps: boolean) => show({ at: 'sending', draft: sent, keeps })
    return (
      <Filling
        code={code}
        questionnaire={questionnaire}
        first={draft}
        outbox={outbox}
        choose={choose}
        onSend={send}
      />
    )
  }
  return (
    <Frame
      offered={questions.current?.languages}
      choose={choose}
      organisation={questions.current?.organisation}
    >
      {view.at === 'loading' && <p class="sheet">{t('loading')}</p>}
      {view.at === 'told' && (
        <Told
          telling={view.telling}
          onRetry={tryAgain}
          onBack={editAgain}
          onAnotherCode={() => onLeave(false)}
        />
      )}
      {view.at === 'sending' && (
        <Sending {...view} code={code} onReceived={thank} onRefused={(no) => refuse(no, view.draft)} />
      )}
      {view.at === 'thanks' && (
        <Thanks
          closesAt={view.closesAt}
          isMarked={outbox.wasSent()}
          onExplain={() => show({ at: 'explained', closesAt: view.closesAt })}
        />
      )}
      {view.at === 'explained' && (
        <Explained
          code={code}
          organisation={questions.current?.organisation ?? 'Regie'}
          kept={undefined}
          onBack={() => show({ at: 'thanks', closesAt: view.closesAt })}
        />
      )}
    </Frame>
  )
}
