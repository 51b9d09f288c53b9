import type { ComponentChildren } from 'preact'
import { Heading } from './Frame.tsx'
import { lastDayOf } from './Intro.tsx'
import type { Refused } from './server.ts'
import { dayOf, type Key, t } from './words.ts'

/** All that may be told instead of, or after, the questions. */
export type Telling =
  | { what: 'closed' | 'used' | 'full' | 'tooMany' | 'away' | 'refused' }
  | { what: 'notOpen'; opensAt: string | undefined }

const TELLINGS = {
  'scan-closed': 'closed',
  'already-submitted': 'used',
  'link-full': 'full',
  'too-many-requests': 'tooMany',
  'invalid-input': 'refused',
  'invalid-text': 'refused',
  'too-large': 'refused',
} as const

/** Undefined for an unknown code: then the code is asked for again. */
export function tellingOf({ code, opensAt }: Refused): Telling | undefined {
  if (code === 'unknown-code') return undefined
  return code === 'scan-not-open' ? { what: 'notOpen', opensAt } : { what: TELLINGS[code] }
}

interface Props {
  telling: Telling
  onRetry: () => void
  onBack: () => void
  onAnotherCode: () => void
}

export function Told({ telling, onRetry, onBack, onAnotherCode }: Props) {
  const { what } = telling
  const date = 'opensAt' in telling && telling.opensAt ? dayOf(telling.opensAt) : ''
  return (
    <div class="sheet">
      <Heading of={what}>{t(`${what}Title` as Key)}</Heading>
      <p>{t(`${what}Text` as Key, { date })}</p>
      <div class="buttons">
        {(what === 'away' || what === 'tooMany' || what === 'full') && <Go onGo={onRetry}>{t('retry')}</Go>}
        {what === 'refused' && <Go onGo={onBack}>{t('refusedBack')}</Go>}
        {what === 'used' && <Go onGo={onAnotherCode}>{t('anotherCode')}</Go>}
      </div>
    </div>
  )
}

interface ThanksProps {
  closesAt: number
  isMarked: boolean
  onExplain: () => void
}

export function Thanks({ closesAt, isMarked, onExplain }: ThanksProps) {
  return (
    <div class="sheet">
      <Heading of="thanks">{t('thanksTitle')}</Heading>
      <p class="lead">{t('thanksErased')}</p>
      <h2>{t('thanksNext')}</h2>
      <p>{t('thanksUntil', { date: lastDayOf(closesAt) })}</p>
      <p>{t('thanksResults')}</p>
      {isMarked && <p class="hint">{t('thanksMarked')}</p>}
      <div class="buttons">
        <button type="button" onClick={onExplain}>
          {t('explained')}
        </button>
      </div>
    </div>
  )
}

function Go({ onGo, children }: { onGo: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="primary" onClick={onGo}>
      {children}
    </button>
  )
}
