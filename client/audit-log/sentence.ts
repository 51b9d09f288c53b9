import type { AuditEntry, AuditThing } from '#server/audit-log/contract.ts'
import english from '../text/en/audit-log.json' with { type: 'json' }
import { type Key, t } from '../text/text.ts'

/** A piece of a sentence: plain words, or something that was named. */
export type Piece = { words: string } | { thing: AuditThing; words: string } | { person: string }

/** What somebody did, in a sentence, with the names that things have today. */
export function sentenceOf({ deed, person, things }: AuditEntry): Piece[] {
  const isKnown = deed in english.deeds
  const sentence = isKnown ? t(`auditLog.deeds.${deed}` as Key) : t('auditLog.otherDeed', { deed })
  return sentence.split(/(\{\w+\})/).map((part): Piece => {
    const hole = part.match(/^\{(\w+)\}$/)?.[1]
    if (hole === undefined) return { words: part }
    return hole === 'person' ? { person: person.name } : named(hole as AuditThing['kind'], things)
  })
}

function named(kind: AuditThing['kind'], things: readonly AuditThing[]): Piece {
  const thing = things.find((each) => each.kind === kind)
  if (!thing) return { words: t(`auditLog.unnamed.${kind}`) }
  return { thing, words: thing.name ?? t(`auditLog.gone.${kind}`) }
}
