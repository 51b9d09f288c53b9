import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { NewScan } from '#server/scans/contract.ts'
import { listInstruments, newScan } from '../api.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'
import { useSubmit } from '../ui/use-submit.ts'

/** Makes a draft and opens its first step; pressing again after a lost answer makes no second one. */
export function useNewScan() {
  const { route } = useLocation()
  const id = useRef('')
  const wish = useRef<() => Promise<NewScan>>(async () => ({}))
  const { busy, error, submit } = useSubmit(async () => {
    id.current ||= newId()
    const { scan } = await newScan({ id: id.current, title: titleNow(), ...(await wish.current()) })
    route(`/scans/${scan.id}/launch/${scan.step}`)
  })
  const start = (next: NewScan | (() => Promise<NewScan>)) => {
    wish.current = typeof next === 'function' ? next : async () => next
    return submit()
  }
  return { busy, error, start }
}

/** The processes, with the units of a competence scan. */
export async function processesAfter(scanId: string): Promise<NewScan> {
  const processes = (await listInstruments()).find(({ phase }) => phase === 2)
  return { previousScanId: scanId, ...(processes ? { instrumentId: processes.id } : {}) }
}

function titleNow(): string {
  return t('scans.new.title', { date: formatDate(new Date().toISOString()) })
}

/** Works without https too, where crypto.randomUUID does not exist. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
