import type { ComponentChildren } from 'preact'
import { words } from '../text/text.ts'

interface NoticeProps {
  kind?: 'neutral' | 'strength' | 'chance' | 'error'
  title?: string
  /** Says it aloud when it appears; errors always do. */
  live?: boolean
  children?: ComponentChildren
}

export function Notice({ kind = 'neutral', title, live, children }: NoticeProps) {
  const role = kind === 'error' ? 'alert' : live ? 'status' : undefined
  return (
    <div class={`notice notice-${kind}`} role={role}>
      {title && <p class="notice-title">{title}</p>}
      {children}
    </div>
  )
}

/** The words of a failed call; nothing while there is no error. */
export function ErrorNotice({ error }: { error: unknown }) {
  if (error === undefined || error === null) return null
  return (
    <Notice kind="error">
      <p>{words(error)}</p>
    </Notice>
  )
}
