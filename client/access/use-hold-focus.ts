import { useRef } from 'preact/hooks'

/** For a place whose content makes way for what is pressed in it: the focus stays there instead of getting lost. */
export function useHoldFocus() {
  const place = useRef<HTMLElement>(null)
  return { place, holdFocus: () => place.current?.focus() }
}
