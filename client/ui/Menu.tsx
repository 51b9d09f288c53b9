import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'

interface MenuProps {
  /** What opens it; icon and words. */
  opener: ComponentChildren
  label: string
  children: ComponentChildren
}

/** A button that opens a small panel; closes on Escape, a press elsewhere, or arriving on another page. */
export function Menu({ opener, label, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const { url } = useLocation()
  const place = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => setOpen(false), [url])
  useEffect(() => {
    if (!open) return
    const leave = (event: Event) => place.current?.contains(event.target as Node) || setOpen(false)
    addEventListener('pointerdown', leave)
    addEventListener('focusin', leave)
    return () => {
      removeEventListener('pointerdown', leave)
      removeEventListener('focusin', leave)
    }
  }, [open])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel wherever focus is inside it.
    <div
      class="menu"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {opener}
      </button>
      <div class="menu-panel" id={id} hidden={!open}>
        {children}
      </div>
    </div>
  )
}
