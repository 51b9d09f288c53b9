import type { ComponentChildren } from 'preact'

interface CardProps {
  title?: ComponentChildren
  /** Beside the title, on the right. */
  action?: ComponentChildren
  /** A coloured edge: what goes well, or what to work on. */
  tone?: 'strength' | 'chance'
  children?: ComponentChildren
}

export function Card({ title, action, tone, children }: CardProps) {
  return (
    <section class={tone ? `card card-${tone}` : 'card'}>
      {(title || action) && (
        <header class="card-header">
          {title && <h2>{title}</h2>}
          {action}
        </header>
      )}
      {children}
    </section>
  )
}
