import { useEffect, useState } from 'preact/hooks'
import type { Perspective } from '#server/surveys/contract.ts'
import { t } from '../text/text.ts'

const MOST = 100_000

interface HeadCountProps {
  label: string
  value: number | null
  perspective?: Perspective
  mayBeZero?: boolean
  onChange: (count: number | null) => void
}

/** A small number field for a table: what is not a head count stays visible, is told, and is not saved. */
export function HeadCount({ label, value, perspective, mayBeZero, onChange }: HeadCountProps) {
  const [typed, setTyped] = useState(value === null ? '' : String(value))
  const least = mayBeZero ? 0 : 1
  const read = countOf(typed, least)
  useEffect(() => {
    if (countOf(typed, least) !== value) setTyped(value === null ? '' : String(value))
  }, [value])

  return (
    <span class="head-count">
      {perspective && (
        <span class="head-count-label" aria-hidden="true">
          {t(`scans.perspectives.${perspective}`)}
        </span>
      )}
      <input
        class="number"
        inputMode="numeric"
        autocomplete="off"
        aria-label={label}
        aria-invalid={read === undefined ? true : undefined}
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value)
          const count = countOf(currentTarget.value, least)
          if (count !== undefined && count !== value) onChange(count)
        }}
      />
      {read === undefined && (
        <span class="field-error" role="alert">
          {t('scans.who.notACount')}
        </span>
      )}
    </span>
  )
}

/** null: nobody; undefined: no head count. */
export function countOf(typed: string, least: number): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  const count = Number(text)
  return /^\d+$/.test(text) && count >= least && count <= MOST ? count : undefined
}
