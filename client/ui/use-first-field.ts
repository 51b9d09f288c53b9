import { useEffect, useRef } from 'preact/hooks'

/** A form that somebody asked for opens with the cursor in its first field. */
export function useFirstField(isAskedFor = true) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (isAskedFor) form.current?.querySelector('input')?.focus()
  }, [isAskedFor])
  return form
}
