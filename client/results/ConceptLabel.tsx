import type { Publication } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'

/** How far the instrument has been tested; stands on every screen and every sheet. */
export function ConceptLabel({ publication }: { publication: Publication }) {
  const validated = publication.instrument.validation.status === 'validated'
  return <Badge tone={validated ? 'neutral' : 'chance'}>{validationWords(publication)}</Badge>
}

export function validationWords({ instrument }: Publication): string {
  const { status } = instrument.validation
  const known = status === 'validated' || status === 'piloted' ? status : 'not-validated'
  return t(`results.validation.${known}`)
}
