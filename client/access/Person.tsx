import type { ComponentChildren } from 'preact'

interface PersonProps {
  name: string
  email: string
  note?: ComponentChildren
  /** What the person does here. */
  children?: ComponentChildren
}

/** Somebody in a list of people. */
export function Person({ name, email, note, children }: PersonProps) {
  return (
    <div class="person">
      <p>
        <strong>{name}</strong> {note && <span class="hint">{note}</span>}
      </p>
      <p class="hint">{email}</p>
      {children && <p class="hint">{children}</p>}
    </div>
  )
}
