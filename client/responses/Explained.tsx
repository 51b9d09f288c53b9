import { useEffect, useState } from 'preact/hooks'
import type { AnswerPromise } from '#server/privacy/contract.ts'
import { Heading } from './Frame.tsx'
import { readPromise, type WhatHolds } from './promise.ts'
import { dateOf, language, said, t } from './words.ts'

interface Props {
  code: string
  organisation: string
  /** As this device has it from before. */
  kept: AnswerPromise | undefined
  onBack: () => void
}

const AROUND = { Heading, language, said, dateOf }

/** What happens with the answers; its page and its words are fetched when they are asked for. */
export function Explained({ code, organisation, kept, onBack }: Props) {
  const [holds, setHolds] = useState<WhatHolds | 'away' | undefined>()
  const load = () => {
    setHolds(undefined)
    readPromise(code, kept).then(setHolds, () => setHolds('away'))
  }
  useEffect(load, [code])
  const isAway = holds === 'away'
  return (
    <div class="sheet">
      {holds === undefined && <p role="status">{t('loading')}</p>}
      {isAway && <Heading of="explained-away">{t('explained')}</Heading>}
      {isAway && <p>{t('awayText')}</p>}
      {typeof holds === 'object' && (
        <holds.Page promise={holds.promise} organisation={organisation} code={code} around={AROUND} />
      )}
      <div class="buttons bar">
        <button type="button" onClick={onBack}>
          {t('back')}
        </button>
        {isAway && (
          <button type="button" class="primary" onClick={load}>
            {t('retry')}
          </button>
        )}
      </div>
    </div>
  )
}
