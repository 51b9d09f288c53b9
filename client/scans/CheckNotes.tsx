import type { Check } from '#server/scans/contract.ts'
import { t } from '../text/text.ts'
import { formatList } from '../ui/format.ts'

export function checkWords({ code, count, perspectives, languages }: Check): string {
  return t(`scans.check.${code}`, {
    count,
    perspectives: formatList(perspectives.map((one) => t(`scans.perspectives.${one}`))),
    languages: formatList(languages.map((one) => t(`scans.languages.${one}`))),
  })
}

/** The words of a field's red line, for the field itself to show. */
export function faultAt(checks: readonly Check[], field: string): string | undefined {
  const check = checks.find((each) => each.level === 'red' && each.field === field)
  return check && checkWords(check)
}

/** Amber lines beside what they are about. */
export function AmberNotes({ checks, field }: { checks: readonly Check[]; field: string }) {
  const notes = checks.filter((check) => check.level === 'amber' && check.field === field)
  return (
    <>
      {notes.map((check) => (
        <p key={check.code} class="amber-note">
          {checkWords(check)}
        </p>
      ))}
    </>
  )
}
