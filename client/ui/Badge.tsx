import type { ComponentChildren } from 'preact'

interface BadgeProps {
  tone?: 'neutral' | 'strength' | 'chance' | 'error'
  children: ComponentChildren
}

/** A state in one or two words. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return <span class={`badge badge-${tone}`}>{children}</span>
}
