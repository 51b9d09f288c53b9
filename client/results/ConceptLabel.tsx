import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'

/** How far the instrument has been tested; stands on every screen and every sheet with figures. */
export function ConceptLabel({ status }: { status: string }) {
  return <Badge tone={status === 'validated' ? 'neutral' : 'chance'}>{validationWords(status)}</Badge>
}

export function validationWords(status: string): string {
  const known = status === 'validated' || status === 'piloted' ? status : 'not-validated'
  return t(`results.validation.${known}`)
}
