import { useEffect, useState } from 'preact/hooks'
import { CodePage } from './CodePage.tsx'
import type { Language } from './draft.ts'
import { Frame } from './Frame.tsx'
import { Visit } from './Visit.tsx'
import { language, languages, speak } from './words.ts'

export function RespondPage() {
  const [code, setCode] = useState(codeInAddress)
  const [unknown, setUnknown] = useState(false)
  const [, setLanguage] = useState(language())
  const choose = (next: Language) => {
    speak(next)
    setLanguage(next)
  }
  const enter = (next: string) => {
    setUnknown(false)
    history.replaceState(null, '', `/r#${next}`)
    setCode(next)
  }
  const leave = (wasUnknown: boolean) => {
    setUnknown(wasUnknown)
    history.replaceState(null, '', '/r')
    setCode('')
  }
  useEffect(() => {
    const follow = () => {
      if (codeInAddress() && codeInAddress() !== code) location.reload()
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [code])

  if (code) return <Visit key={code} code={code} choose={choose} onLeave={leave} />
  return (
    <Frame choose={choose}>
      <CodePage unknown={unknown} onCode={enter} />
    </Frame>
  )
}

const codeInAddress = () => decodeURIComponent(location.hash.slice(1)).trim()

export function firstLanguage(): Language {
  const wished = navigator.languages.map((tag) => languages.find((known) => tag.startsWith(known)))
  return wished.find(Boolean) ?? 'nl'
}
