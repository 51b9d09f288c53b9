import { useCallback, useEffect, useState } from 'preact/hooks'

export type Loading<T> =
  | { state: 'loading' }
  | { state: 'failed'; error: unknown; value?: T }
  | { state: 'ready'; value: T }

/** Loads once per name; `reload` keeps what is on screen until the new answer comes. */
export function useLoad<T>(name: string, load: () => Promise<T>): [Loading<T>, () => void] {
  const [loaded, setLoaded] = useState<{ name: string; loading: Loading<T> }>()
  const [round, setRound] = useState(0)
  const reload = useCallback(() => setRound((before) => before + 1), [])
  useEffect(() => {
    let wanted = true
    const keep = (loading: (before?: Loading<T>) => Loading<T>) =>
      wanted &&
      setLoaded((before) => ({ name, loading: loading(before?.name === name ? before.loading : undefined) }))
    load().then(
      (value) => keep(() => ({ state: 'ready', value })),
      (error) => keep((before) => ({ ...before, state: 'failed', error })),
    )
    return () => {
      wanted = false
    }
  }, [name, round])

  return [loaded?.name === name ? loaded.loading : { state: 'loading' }, reload]
}
