import { useRef, useState } from 'preact/hooks'
import type { Check } from '#server/plans/contract.ts'
import { newId } from '../responses/device.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface CheckListProps {
  checks: Check[]
  mayChange: boolean
  /** An owner with a link ticks; the list itself is for the organisation. */
  mayEdit?: boolean
  save: (checks: Check[]) => Promise<unknown>
}

/** Each tick is stored at once. */
export function CheckList({ checks, mayChange, mayEdit = mayChange, save }: CheckListProps) {
  const [text, setText] = useState('')
  const next = useRef(checks)
  const { busy, error, submit } = useSubmit(() => save(next.current))
  const send = (changed: Check[]) => {
    if (busy) return
    next.current = changed
    submit()
  }
  const shown = busy ? next.current : checks
  const done = shown.filter((check) => check.done).length
  return (
    <div class="check-list">
      {shown.length === 0 ? (
        <p class="hint">{t('plans.checks.none')}</p>
      ) : (
        <p class="hint">{t('plans.checks.count', { done, total: shown.length })}</p>
      )}
      <ul>
        {shown.map((check) => (
          <li key={check.id}>
            <Checkbox
              label={check.text}
              checked={check.done}
              disabled={!mayChange}
              onChange={(ticked) =>
                send(shown.map((one) => (one === check ? { ...one, done: ticked } : one)))
              }
            />
            {mayEdit && (
              <Button
                kind="quiet"
                label={t('plans.checks.remove', { text: check.text })}
                onClick={() => send(shown.filter((one) => one !== check))}
              >
                {t('common.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ErrorNotice error={error} />
      {mayEdit && (
        <form
          class="new-check"
          onSubmit={(event) => {
            event.preventDefault()
            if (!text.trim()) return
            send([...shown, { id: newId(), text: text.trim(), done: false }])
            setText('')
          }}
        >
          <TextField
            label={t('plans.checks.new')}
            value={text}
            maxLength={200}
            autocomplete="off"
            onInput={setText}
          />
          <Button type="submit" icon="plus">
            {t('plans.checks.add')}
          </Button>
        </form>
      )}
    </div>
  )
}
