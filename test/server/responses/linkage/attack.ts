import type pg from 'pg'

/** What the attacker is after: who of them wrote what. Both are told apart by the place of a person in the list of who answered. */
export interface Marks {
  scanId: string
  /** Hex of the hash of a code, or of a receipt. */
  codes: Map<string, number>
  /** JSON of the answers, or a word of the comment. */
  answers: Map<string, number>
}

/** One row that says something of one person, with all that PostgreSQL keeps beside it. */
interface Trace {
  person: number
  xmin: number
  page: number
  slot: number
  key: string
}

export interface Traces {
  /** Per table. */
  codes: Map<string, Trace[]>
  answers: Map<string, Trace[]>
  /** Rows that hold a code and an answer side by side. */
  together: string[]
}

interface Row {
  xmin: string
  place: string
  row: Record<string, unknown>
}

/** Looks through every table of the database, also those that nobody told the attacker about. */
export async function readTraces(owner: pg.Client, marks: Marks): Promise<Traces> {
  const traces: Traces = { codes: new Map(), answers: new Map(), together: [] }
  for (const { name, hasScan } of await tablesOf(owner)) {
    const ofScan = hasScan ? `where scan_id = '${marks.scanId}'` : ''
    const { rows } = await owner.query<Row>(
      `select xmin::text, ctid::text as place, to_jsonb(t) as row from ${name} t ${ofScan} order by ctid`,
    )
    for (const row of rows) {
      const code = personIn(row, marks.codes, /\\\\x([0-9a-f]{64})/g)
      const answer =
        marks.answers.get(JSON.stringify(row.row.answers)) ??
        personIn(row, marks.answers, /(remark-\d+-\w+)/g)
      if (code !== undefined && answer !== undefined) traces.together.push(name)
      if (code !== undefined) add(traces.codes, name, traceOf(row, code))
      if (answer !== undefined) add(traces.answers, name, traceOf(row, answer))
    }
  }
  return traces
}

async function tablesOf(owner: pg.Client) {
  const { rows } = await owner.query<{ name: string; hasScan: boolean }>(`
    select c.oid::regclass::text as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'scan_id'
      and not a.attisdropped) as "hasScan"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public'`)
  return rows
}

function personIn({ row }: Row, marks: Map<string, number>, pattern: RegExp): number | undefined {
  const found = [...JSON.stringify(row).matchAll(pattern)].map(([, mark = '']) => marks.get(mark))
  return found.find((person) => person !== undefined)
}

function traceOf({ xmin, place, row }: Row, person: number): Trace {
  const [page = 0, slot = 0] = place.replace(/[()]/g, '').split(',').map(Number)
  const key = String(row.id ?? row.code_hash ?? row.submission_mac ?? '')
  return { person, xmin: Number(xmin), page, slot, key }
}

function add(tables: Map<string, Trace[]>, table: string, trace: Trace): void {
  tables.set(table, [...(tables.get(table) ?? []), trace])
}

/** Each way to lay two tables beside each other, and what it tells. */
export interface Finding {
  how: string
  /** Whose code and answers are rightly put together because a transaction wrote one code and one answer. */
  tied: number
  /** Whose code and answers have the same rank. */
  hits: number
  correlation: number
}

const ORDERS: Record<string, (a: Trace, b: Trace) => number> = {
  place: (a, b) => a.page - b.page || a.slot - b.slot,
  transaction: (a, b) => a.xmin - b.xmin || a.page - b.page || a.slot - b.slot,
  key: (a, b) => a.key.localeCompare(b.key),
}

export function findings(one: Map<string, Trace[]>, other: Map<string, Trace[]>): Finding[] {
  return [...one].flatMap(([left, codes]) =>
    [...other].flatMap(([right, answers]) => {
      if (left === right) return []
      const [known, guessed] = inBoth(codes, answers)
      const tied = tiedByTransaction(known, guessed)
      return Object.keys(ORDERS).flatMap((by) =>
        Object.keys(ORDERS).map((and) => ({
          how: `${left} by ${by}, ${right} by ${and}`,
          tied,
          ...compareRanks(known.toSorted(ORDERS[by]), guessed.toSorted(ORDERS[and])),
        })),
      )
    }),
  )
}

function inBoth(left: Trace[], right: Trace[]): [Trace[], Trace[]] {
  const onlyOf = (traces: Trace[], others: Trace[]) => {
    const people = new Set(others.map(({ person }) => person))
    return traces.filter(({ person }) => people.has(person))
  }
  return [onlyOf(left, right), onlyOf(right, left)]
}

function tiedByTransaction(codes: Trace[], answers: Trace[]): number {
  const inTransaction = (traces: Trace[], xmin: number) => traces.filter((trace) => trace.xmin === xmin)
  return codes.filter(({ xmin, person }) => {
    const [answer, ...more] = inTransaction(answers, xmin)
    return answer?.person === person && more.length === 0 && inTransaction(codes, xmin).length === 1
  }).length
}

function compareRanks(left: Trace[], right: Trace[]) {
  const rankOf = new Map(right.map(({ person }, rank) => [person, rank]))
  const pairs = left.map(({ person }, rank) => [rank, rankOf.get(person) ?? 0] as const)
  return { hits: pairs.filter(([a, b]) => a === b).length, correlation: correlationOf(pairs) }
}

function correlationOf(pairs: (readonly [number, number])[]): number {
  const middle = (pairs.length - 1) / 2
  const products = pairs.reduce((sum, [a, b]) => sum + (a - middle) * (b - middle), 0)
  const squares = pairs.reduce((sum, [a]) => sum + (a - middle) ** 2, 0)
  return products / squares
}
