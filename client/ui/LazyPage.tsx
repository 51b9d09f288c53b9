import { type ComponentType, h } from 'preact'
import { useState } from 'preact/hooks'
import { Loaded } from './Loaded.tsx'
import { useLanguage } from './use-language.ts'

let pages = 0

/**
 * A page whose code is fetched when it is first opened; when that fails one can try again. It listens to the
 * language itself, because the router does not draw a page anew while its address stays the same.
 */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const name = `page ${++pages}`
  let ready: ComponentType<Props> | undefined
  const fetchPage = async () => {
    ready = await load().catch(() => Promise.reject({ code: 'offline' }))
  }
  return function LazyPage(props: Props) {
    useLanguage()
    // decided once: a page that came late stays where it stands when the address or the language changes
    const [Ready] = useState(() => ready)
    if (Ready) return <Ready {...props} />
    return (
      <Loaded wholePage name={name} load={fetchPage}>
        {() => ready && h(ready, props)}
      </Loaded>
    )
  }
}
