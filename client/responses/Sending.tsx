import { useEffect, useState } from 'preact/hooks'
import { newPause } from './device.ts'
import { type Draft, toSubmission } from './draft.ts'
import { Heading } from './Frame.tsx'
import { deliver } from './outbox.ts'
import { dropTraces, type Refused, sendResponse } from './server.ts'
import { t } from './words.ts'

interface Props {
  code: string
  draft: Draft
  keeps: boolean
  onReceived: (closesAt: number) => void
  onRefused: (refused: Refused) => void
}

/** Keeps trying by itself until the server has said yes or no, or another window was told. */
export function Sending({ code, draft, keeps, onReceived, onRefused }: Props) {
  const [waiting, setWaiting] = useState(false)
  const [{ pause, now, leave }] = useState(newPause)
  useEffect(() => {
    const submission = toSubmission(code, draft)
    const wait = (milliseconds: number) => {
      setWaiting(true)
      return pause(milliseconds)
    }
    deliver(() => sendResponse(submission), wait).then((answered) => {
      if (answered.state !== 'received') return onRefused(answered)
      if (!keeps) void dropTraces()
      onReceived(draft.closesAt)
    })
    return leave
  }, [])
  useEffect(() => {
    if (keeps) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [keeps])
  return (
    <div class="sheet">
      <Heading of="sending">{t(waiting ? 'waitingTitle' : 'sendingTitle')}</Heading>
      <p role="status">{t(waiting ? (keeps ? 'waitingKept' : 'waitingUnkept') : 'sendingText')}</p>
      {waiting && (
        <div class="buttons">
          <button type="button" class="primary" onClick={now}>
            {t('retryNow')}
          </button>
        </div>
      )}
    </div>
  )
}
