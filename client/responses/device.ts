import { useEffect, useState } from 'preact/hooks'

const WIDE = '(min-width: 720px)'
const CACHE = 'regie-respond'
const WORKER = '/respond-worker.js'

/** Whether several statements fit side by side with their answers. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches)
  useEffect(() => {
    const query = matchMedia(WIDE)
    const follow = () => setWide(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return wide
}

/** Random, also where the page is served without https and the browser withholds randomUUID. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A pause that ends early when the network returns or someone presses the button, and never once nobody waits any more. */
export function newPause() {
  let end = () => {}
  let isLeft = false
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (isLeft) return
      const timer = setTimeout(() => end(), milliseconds)
      end = () => {
        clearTimeout(timer)
        removeEventListener('online', end)
        if (!isLeft) resolve()
      }
      addEventListener('online', end)
    })
  const leave = () => {
    isLeft = true
    end()
  }
  return { pause, now: () => end(), leave }
}

/** Keeps the page itself, never an answer, so that a reload without network shows the questions again. */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  const parts = new Set(loaded.filter((path) => path.startsWith('/assets/')))
  await caches.delete(CACHE)
  const cache = await caches.open(CACHE)
  await cache.addAll(['/r', ...parts])
  await navigator.serviceWorker.register(workerAddress(), { scope: '/r' })
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(text: ''): string }
}

let trustedAddress: string | undefined

/** The one address on this page that becomes a script; the server lets a policy of this name make it, once, and no other. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const newPolicy = () => trustedTypes?.createPolicy('regie-worker', { createScriptURL: () => WORKER })
  trustedAddress ??= newPolicy()?.createScriptURL('') ?? WORKER
  return trustedAddress
}
