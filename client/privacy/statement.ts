import type { PrivacyStatement, Processing } from '#server/privacy/contract.ts'
import { t } from '../text/text.ts'
import type { Document, Part } from './document.ts'
import { termWords } from './words.ts'

/** For whoever answers or has an account, in the language of the page. */
export function statementOf(statement: PrivacyStatement): Document {
  const { organisation, register } = statement
  return {
    title: t('privacy.statement.title', { organisation }),
    parts: [
      who(statement),
      why(statement),
      { title: t('privacy.statement.kept.title'), paragraphs: [], table: keptTable(register) },
      {
        title: t('privacy.statement.sees.title'),
        paragraphs: (
          ['nobody', 'messenger', 'manager', 'officer', 'centre', 'coordinator', 'host'] as const
        ).map((one) => t(`privacy.statement.sees.${one}`)),
      },
      {
        title: t('privacy.statement.limits.title'),
        paragraphs: (['mixing', 'openLink', 'words', 'paper'] as const).map((one) =>
          t(`privacy.statement.limits.${one}`),
        ),
      },
      {
        title: t('privacy.statement.rights.title'),
        paragraphs: (['answers', 'account', 'ask', 'complain'] as const).map((one) =>
          t(`privacy.statement.rights.${one}`),
        ),
      },
      { title: t('privacy.statement.cookies.title'), paragraphs: [t('privacy.statement.cookies.text')] },
    ],
  }
}

function who({ organisation, settings }: PrivacyStatement): Part {
  const { officerName: name, officerContact: contact, host } = settings
  return {
    title: t('privacy.statement.who.title'),
    paragraphs: [
      t('privacy.statement.who.text', { organisation }),
      name && contact
        ? t('privacy.statement.who.officer', { name, contact })
        : t('privacy.statement.who.noOfficer'),
      host ? t('privacy.statement.who.host', { host }) : t('privacy.statement.who.noHost'),
    ],
  }
}

function why({ settings: { legalBasis, legalBasisWhy } }: PrivacyStatement): Part {
  const basis = legalBasis && t(`privacy.basis.${legalBasis}`)
  return {
    title: t('privacy.statement.why.title'),
    paragraphs: [
      t('privacy.statement.why.text'),
      basis ? t('privacy.statement.why.basis', { basis }) : t('privacy.statement.why.noBasis'),
      ...(legalBasisWhy ? [legalBasisWhy] : []),
      t('privacy.statement.why.voluntary'),
    ],
  }
}

export function keptTable(register: readonly Processing[]): NonNullable<Part['table']> {
  return {
    head: (['what', 'about', 'why', 'term'] as const).map((column) => t(`privacy.register.${column}`)),
    rows: register.map(({ id, of, term }) => [
      t(`privacy.kept.${id}.what`),
      t(`privacy.about.${of}`),
      t(`privacy.kept.${id}.why`),
      termWords(term),
    ]),
  }
}
