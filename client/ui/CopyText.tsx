import { useRef, useState } from 'preact/hooks'
import { t } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'

interface CopyTextProps {
  label: string
  text: string
  hint?: string
  rows?: number
  lang?: string
  /** Lets the text be changed before it is copied. */
  onInput?: (text: string) => void
}

export function CopyText({ label, text, hint, rows = 5, lang, onInput }: CopyTextProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState('')
  return (
    <div class="copy-text">
      <Field label={label} hint={hint}>
        {(control) => (
          <textarea
            {...control}
            ref={area}
            rows={rows}
            lang={lang}
            readOnly={!onInput}
            value={text}
            onInput={(event) => onInput?.(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="buttons">
        <Button
          icon="copy"
          label={`${t('common.copy')}: ${label}`}
          onClick={() => copy(area.current).then(setCopied)}
        >
          {t('common.copy')}
        </Button>
        <span role="status">{copied === text && t('common.copied')}</span>
      </div>
    </div>
  )
}

/** Without https the clipboard is closed; then the text is selected, ready for the keyboard. */
async function copy(area: HTMLTextAreaElement | null): Promise<string> {
  if (!area) return ''
  area.select()
  try {
    await navigator.clipboard.writeText(area.value)
    return area.value
  } catch {
    return document.execCommand?.('copy') ? area.value : ''
  }
}
