import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { ScanDraft, ScanSettings } from '#server/scans/contract.ts'
import { type ApiError, getDraft, saveSettings } from '../api.ts'

const PAUSE_MS = 600

type Saving =
  | { state: 'saved'; at: string | null }
  | { state: 'saving' }
  | { state: 'failed'; error: unknown }
  | { state: 'conflict'; theirs: ScanDraft }

type Changes = Partial<ScanSettings> | ((settings: ScanSettings) => Partial<ScanSettings>)

export interface Draft {
  /** As the server knows it: checks, presets, version. */
  draft: ScanDraft
  /** As it stands on the screen, perhaps not yet saved. */
  settings: ScanSettings
  title: string
  saving: Saving
  change: (changes: Changes) => void
  rename: (title: string) => void
  /** Saves what is not yet saved; answers the newest draft, or nothing when that failed. */
  saveNow: () => Promise<ScanDraft | undefined>
  keepMine: () => void
  takeTheirs: () => void
}

/** A page that is left while it saves: the next one waits for it. */
let leaving: Promise<unknown> = Promise.resolve()

export async function loadDraft(scanId: string): Promise<ScanDraft> {
  await leaving
  return getDraft(scanId)
}

interface Edited {
  settings: ScanSettings
  title: string
}

/** Keeps the wizard saved: a moment after each change, one save at a time, never over what another tab saved. */
export function useDraft(loaded: ScanDraft): Draft {
  const [draft, setDraft] = useState(loaded)
  const [edited, setEdited] = useState<Edited>({ settings: loaded.settings, title: loaded.scan.title })
  const [saving, setSaving] = useState<Saving>({ state: 'saved', at: null })
  const latest = useRef({ draft, edited, saved: edited })
  const running = useRef<Promise<ScanDraft | undefined>>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const keep = useCallback((next: ScanDraft) => {
    latest.current.draft = next
    setDraft(next)
  }, [])

  const send = useCallback(async (): Promise<ScanDraft | undefined> => {
    const { draft: base, edited: sent } = latest.current
    setSaving({ state: 'saving' })
    try {
      const { version, id } = base.scan
      const next = await saveSettings(id, {
        version,
        settings: sent.settings,
        title: sent.title.trim() || base.scan.title,
      })
      latest.current.saved = sent
      keep(next)
      setSaving({ state: 'saved', at: new Date().toISOString() })
      return next
    } catch (error) {
      const { code, current } = (error ?? {}) as Partial<ApiError>
      setSaving(
        code === 'version-conflict' && current
          ? { state: 'conflict', theirs: current as ScanDraft }
          : { state: 'failed', error },
      )
      return undefined
    }
  }, [keep])

  const saveNow = useCallback(async (): Promise<ScanDraft | undefined> => {
    clearTimeout(timer.current)
    await running.current
    if (latest.current.edited === latest.current.saved) return latest.current.draft
    running.current = send()
    return running.current
  }, [send])

  const edit = useCallback(
    (next: Edited) => {
      latest.current.edited = next
      setEdited(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(saveNow, PAUSE_MS)
    },
    [saveNow],
  )

  const change = useCallback(
    (changes: Changes) => {
      const { settings, title } = latest.current.edited
      const changed = typeof changes === 'function' ? changes(settings) : changes
      edit({ title, settings: { ...settings, ...changed } })
    },
    [edit],
  )

  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && saveNow()
    document.addEventListener('visibilitychange', hide)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      leaving = saveNow()
    }
  }, [saveNow])

  return {
    draft,
    ...edited,
    saving,
    change,
    rename: (title) => edit({ ...latest.current.edited, title }),
    saveNow,
    keepMine: () => {
      if (saving.state !== 'conflict') return
      keep(saving.theirs)
      void saveNow()
    },
    takeTheirs: () => {
      if (saving.state !== 'conflict') return
      const theirs = { settings: saving.theirs.settings, title: saving.theirs.scan.title }
      latest.current = { draft: saving.theirs, edited: theirs, saved: theirs }
      setDraft(saving.theirs)
      setEdited(theirs)
      setSaving({ state: 'saved', at: null })
    },
  }
}
