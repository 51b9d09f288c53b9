import { useCallback, useRef, useState } from 'preact/hooks'
import type { Fault } from '../api.ts'
import { faultWords } from '../text/text.ts'

interface Submit {
  busy: boolean
  error: unknown
  /** The words for one field, when the server found a fault there; path such as `name` or `units/0/name`. */
  faultOf: (path: string) => string | undefined
  /** Also fits `<form onSubmit>`. A second call while busy is ignored. */
  submit: (event?: Event) => Promise<void>
}

/** Runs one server call at a time and keeps its error for the page to show. */
export function useSubmit(send: () => Promise<unknown>): Submit {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const running = useRef(false)
  const latest = useRef(send)
  latest.current = send

  const submit = useCallback(async (event?: Event) => {
    event?.preventDefault()
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(undefined)
    await latest.current().catch((cause: unknown) => setError(cause ?? 'unexpected'))
    running.current = false
    setBusy(false)
  }, [])

  return { busy, error, submit, faultOf: (path) => faultIn(error, path) }
}

function faultIn(error: unknown, path: string): string | undefined {
  const faults = (error as { faults?: Fault[] } | undefined)?.faults ?? []
  const fault = faults.find((each) => each.path.replace(/^\//, '').replaceAll('.', '/') === path)
  return fault && faultWords(fault.code)
}
