import type { ComponentChildren } from 'preact'

interface EmptyStateProps {
  title: string
  /** What will be here. */
  children?: ComponentChildren
  /** The first step. */
  action?: ComponentChildren
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <section class="empty">
      <h2>{title}</h2>
      {children}
      {action && <div class="buttons">{action}</div>}
    </section>
  )
}
