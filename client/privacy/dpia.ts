import type { PrivacyStatement } from '#server/privacy/contract.ts'
import { t } from '../text/text.ts'
import type { Document } from './document.ts'
import { keptTable } from './statement.ts'

const RISKS = ['recognised', 'comment', 'linked', 'twice', 'pressure', 'misused', 'stolen', 'kept'] as const

/** A start for the assessment that an organisation has to make itself; what it has to fill in begins with three dots. */
export function dpiaOf({ organisation, settings, register }: PrivacyStatement): Document {
  const { officerName, legalBasis, legalBasisWhy, host } = settings
  const open = t('privacy.dpia.fill')
  const basis = legalBasis ? t(`privacy.basis.${legalBasis}`) : open
  return {
    title: t('privacy.dpia.title', { organisation }),
    parts: [
      {
        title: t('privacy.dpia.about.title'),
        paragraphs: [
          t('privacy.dpia.about.text', { organisation }),
          t('privacy.dpia.about.scope'),
          t('privacy.dpia.about.host', { host: host || open }),
        ],
      },
      { title: t('privacy.dpia.data.title'), paragraphs: [], table: keptTable(register) },
      {
        title: t('privacy.dpia.basis.title'),
        paragraphs: [
          t('privacy.dpia.basis.basis', { basis }),
          t('privacy.dpia.basis.why', { why: legalBasisWhy || open }),
          t('privacy.dpia.basis.need'),
          t('privacy.dpia.basis.less'),
          t('privacy.dpia.basis.voluntary'),
        ],
      },
      {
        title: t('privacy.dpia.risks.title'),
        paragraphs: [],
        table: {
          head: (['risk', 'measure', 'rest', 'own'] as const).map((column) =>
            t(`privacy.dpia.risks.${column}`),
          ),
          rows: RISKS.map((risk) => [
            t(`privacy.dpia.risk.${risk}.risk`),
            t(`privacy.dpia.risk.${risk}.measure`),
            t(`privacy.dpia.risk.${risk}.rest`),
            '…',
          ]),
        },
      },
      { title: t('privacy.dpia.rights.title'), paragraphs: [t('privacy.dpia.rights.text')] },
      {
        title: t('privacy.dpia.opinions.title'),
        paragraphs: [
          t('privacy.dpia.opinions.officer', { name: officerName || open }),
          t('privacy.dpia.opinions.council'),
          t('privacy.dpia.opinions.decision'),
          t('privacy.dpia.opinions.review'),
        ],
      },
    ],
  }
}
