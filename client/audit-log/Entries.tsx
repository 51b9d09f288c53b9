import type { AuditEntry } from '#server/audit-log/contract.ts'
import { t } from '../text/text.ts'
import { formatDate, formatTime } from '../ui/format.ts'
import { choosing, type Filters } from './filters.ts'
import { type Piece, sentenceOf } from './sentence.ts'

interface EntriesProps {
  entries: AuditEntry[]
  choose: (choice: Filters) => void
}

/** Lines of one day stand together under that day. */
export function Entries({ entries, choose }: EntriesProps) {
  const days = Map.groupBy(entries, ({ at }) => formatDate(at))
  return (
    <div class="stack">
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h2 class="audit-day">{day}</h2>
          <ol class="audit-entries" reversed>
            {ofDay.map((entry) => (
              <Entry key={entry.position} entry={entry} choose={choose} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Entry({ entry, choose }: { entry: AuditEntry; choose: EntriesProps['choose'] }) {
  const { at, role, person } = entry
  return (
    <li>
      <time class="hint" dateTime={at}>
        {formatTime(at)}
      </time>
      <div>
        <p>
          {sentenceOf(entry).map((piece, place) => (
            <Words key={place} piece={piece} choose={choose} userId={person.userId} />
          ))}
        </p>
        <p class="hint">{role === 'server' ? t('auditLog.server') : t(`common.role.${role}`)}</p>
      </div>
    </li>
  )
}

interface WordsProps {
  piece: Piece
  userId: string
  choose: EntriesProps['choose']
}

/** A name can be pressed: then only lines about it remain. */
function Words({ piece, userId, choose }: WordsProps) {
  if ('person' in piece)
    return <Name name={piece.person} onChoose={() => choose(choosing({}, { person: userId }))} />
  if (!('thing' in piece)) return <>{piece.words}</>
  if (piece.thing.name === null) return <>{piece.words}</>
  return <Name name={piece.words} onChoose={() => choose(choosing({}, { thing: piece.thing.id }))} />
}

function Name({ name, onChoose }: { name: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      class="audit-name"
      aria-label={`${name}. ${t('auditLog.onlyThis', { name })}`}
      title={t('auditLog.onlyThis', { name })}
      onClick={onChoose}
    >
      {name}
    </button>
  )
}
