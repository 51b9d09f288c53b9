import { useRef } from 'preact/hooks'
import type { Forecast } from '#server/results/contract.ts'
import { getForecast } from '../api.ts'
import { type Loading, useLoad } from '../ui/use-load.ts'

/** The forecast of what was saved last; the former one stays on screen until the next has come. */
export function useForecast(scanId: string, version: number): Loading<Forecast> {
  const before = useRef<Forecast>(undefined)
  const [loading] = useLoad(`forecast ${scanId} ${version}`, () => getForecast(scanId))
  if (loading.state === 'ready') before.current = loading.value
  return loading.state === 'loading' && before.current ? { state: 'ready', value: before.current } : loading
}
