import type { ComponentChildren } from 'preact'
import type { Method } from '#server/results/contract.ts'

export interface ChapterProps {
  method: Method
}

export const chapterId = (name: string) => `method-${name}`

/** A part of the page with an address of its own; the focus goes there too. */
export function Chapter({
  name,
  title,
  children,
}: {
  name: string
  title: string
  children: ComponentChildren
}) {
  const id = chapterId(name)
  return (
    <section class="card method-chapter" id={id} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  )
}
