import type { OrganisationKind } from '#server/access/contract.ts'
import { t } from '../text/text.ts'

const kinds: OrganisationKind[] = ['agency', 'provider', 'interest-organisation', 'municipality', 'company']

export const kindWords = (kind: OrganisationKind): string => t(`access.setup.kinds.${kind}`)

/** To choose from, in the language of the reader. */
export const kindOptions = () => kinds.map((value) => ({ value, label: kindWords(value) }))
