import { useEffect, useRef, useState } from 'preact/hooks'
import { type Draft, hasContent } from './draft.ts'
import type { Outbox } from './outbox.ts'
import { t, timeOf } from './words.ts'

export interface Kept {
  draft: Draft
  change: (next: (draft: Draft) => Draft) => void
  keeps: boolean
  setKeeps: (keeps: boolean) => void
  /** What the page says about where the answers are. */
  words: string
}

/** The draft, kept on the device after every change unless the person asked not to. */
export function useKept(first: Draft, outbox: Outbox): Kept {
  const [draft, setDraft] = useState(first)
  const [keeps, setKeeps] = useState(true)
  const [isKept, setIsKept] = useState(first.savedAt > 0)
  const latest = useRef(draft)
  latest.current = draft

  const show = (next: Draft) => {
    latest.current = next
    setDraft(next)
  }
  const change: Kept['change'] = (next) => {
    const before = keeps ? withOthers(latest.current, outbox) : latest.current
    if (before.sending) return show(before)
    const changed = { ...next(before), savedAt: Date.now() }
    if (keeps) setIsKept(outbox.keep(changed))
    show(changed)
  }
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      const news = outbox.newsOf(event)
      if (news && 'draft' in news) show(asHere(latest.current, news.draft))
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  useWarning(!isKept && hasContent(draft))

  return {
    draft,
    change,
    keeps,
    setKeeps(wanted) {
      setKeeps(wanted)
      setIsKept(false)
      if (!wanted) outbox.erase()
    },
    words: isKept ? t('saved', { time: timeOf(draft.savedAt) }) : t('notSaved'),
  }
}

/** Another window may have answered more since: what is stored is the base of every change. */
function withOthers(draft: Draft, outbox: Outbox): Draft {
  const stored = outbox.find()
  return stored ? asHere(draft, stored) : draft
}

function asHere({ place, language }: Draft, other: Draft): Draft {
  return { ...other, place, language }
}

function useWarning(atRisk: boolean): void {
  useEffect(() => {
    if (!atRisk) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [atRisk])
}
