import { useState } from 'preact/hooks'
import { tidyCode } from './draft.ts'
import { Heading } from './Frame.tsx'
import { t } from './words.ts'

const CODE_LENGTH = 26

/** The fallback for whoever has the code on paper only. */
export function CodePage({ unknown, onCode }: { unknown: boolean; onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState(unknown ? t('codeUnknown') : '')
  const go = (event: Event) => {
    event.preventDefault()
    const code = tidyCode(typed)
    if (code.length === CODE_LENGTH) return onCode(code)
    setFault(t('codeLength', { count: code.length }))
    document.getElementById('code')?.focus()
  }
  return (
    <form class="sheet" onSubmit={go} noValidate>
      <Heading of="code">{t('codeTitle')}</Heading>
      <p>{t('codeText')}</p>
      <p class="fault" id="code-fault" role="alert">
        {fault}
      </p>
      <label for="code">{t('codeLabel')}</label>
      <input
        id="code"
        class="code"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="code-hint code-fault"
        aria-invalid={fault !== ''}
      />
      <p class="hint" id="code-hint">
        {t('codeHint')}
      </p>
      <div class="buttons">
        <button type="submit" class="primary">
          {t('next')}
        </button>
      </div>
    </form>
  )
}
