import { randomUUID } from 'node:crypto'
import path from 'node:path'
import pg from 'pg'
import { codeHash, codeMaker } from '#server/scans/codes.ts'
import { loadCatalogue } from '#server/surveys/catalogue.ts'
import { itemsFor } from '#server/surveys/survey.ts'

export const CODE_SECRET = 'only for the chaos of this machine, and nowhere else'

const SURVEYS = path.join(import.meta.dirname, '..', '..', 'surveys')
const FORM = 'full'
const PERSPECTIVE = 'professional'
/** Sender 7 gives the answers 2, 1, 0, 0 … in the base of the scale: of each answer it can be told whose it is. */
const PLACES = 10

export interface OpenScan {
  scanId: string
  organisationId: string
  link: string
  /** A personal code each. */
  codes: string[]
  itemIds: string[]
  questionId: string
}

interface Choices {
  codes: number
  /** Seconds from now until it closes. */
  closesIn?: number
}

/** A scan that is open, put straight into the database by its owner. */
export async function openScan(databaseUrl: string, choices: Choices): Promise<OpenScan> {
  const instrument = loadCatalogue(SURVEYS).instruments.get('competences')
  if (!instrument) throw new Error('there is no competences')
  const items = itemsFor(instrument, PERSPECTIVE, FORM)
  const [organisationId, scanId, root, linked, coded] = Array.from({ length: 5 }, () => randomUUID())
  const maker = codeMaker(CODE_SECRET)
  const link = maker.linkCode(scanId ?? '', linked ?? '')
  const codes = Array.from({ length: choices.codes }, (_, place) =>
    maker.personalCode(scanId ?? '', coded ?? '', place),
  )
  const launched = { ...instrument, form: FORM, ownQuestions: [] }
  const group = [organisationId, scanId, items.length, instrument.scale.min, instrument.scale.max]
  await asOwner(databaseUrl, async (owner) => {
    await owner.query(`insert into organisations (id, name) values ($1, 'Chaos')`, [organisationId])
    await owner.query(
      `insert into units (organisation_id, id, parent_id, name) values ($1, $2, null, 'Root'), ($1, $3, $2, 'Linked'), ($1, $4, $2, 'Coded')`,
      [organisationId, root, linked, coded],
    )
    await owner.query(
      `insert into scans (organisation_id, id, title, settings, instrument, form, minimum_professional, minimum_client, minimum_manager,
         launched_at, opens_at, closes_at)
       values ($1, $2, 'Chaos', $3, $4, $5, 5, 10, 5, now() - interval '3 hours', now() - interval '2 hours', now() + make_interval(secs => $6))`,
      [organisationId, scanId, '{"languages":["nl"]}', launched, FORM, choices.closesIn ?? 86_400],
    )
    await owner.query(
      `insert into scan_units (organisation_id, scan_id, unit_id, parent_id, name)
       values ($1, $2, $3, null, 'Root'), ($1, $2, $4, $3, 'Linked'), ($1, $2, $5, $3, 'Coded')`,
      [organisationId, scanId, root, linked, coded],
    )
    await owner.query(
      `insert into scan_groups (organisation_id, scan_id, id, unit_id, perspective, invited, launched, distribution, link_hash, item_count, scale_min, scale_max)
       values ($1, $2, $6, $6, 'professional', 100000, 100000, 'open-link', $8, $3, $4, $5),
         ($1, $2, $7, $7, 'professional', 100000, 100000, 'codes', null, $3, $4, $5)`,
      [...group, linked, coded, codeHash(link)],
    )
    await owner.query(
      `insert into invitations (organisation_id, scan_id, group_id, code_hash) select $1, $2, $3, unnest($4::bytea[])`,
      [organisationId, scanId, coded, codes.map(codeHash)],
    )
  })
  const questionId = instrument.openQuestions[0]?.id ?? ''
  const itemIds = items.map(({ id }) => id)
  return { scanId: scanId ?? '', organisationId: organisationId ?? '', link, codes, itemIds, questionId }
}

export function answersOf(sender: number, { itemIds }: OpenScan): Record<string, number> {
  return Object.fromEntries(
    itemIds.map((id, place) => [id, 1 + (place < PLACES ? Math.floor(sender / 5 ** place) % 5 : 0)]),
  )
}

function senderOf(answers: number[]): number {
  return answers.slice(0, PLACES).reduce((sum, answer, place) => sum + (answer - 1) * 5 ** place, 0)
}

export interface Verdict {
  acknowledged: number
  lost: number
  doubled: number
  /** Personal codes that are used up without an answer, or the other way round. */
  mismatchedCodes: number
  /** Comments that are missing or stand there twice. */
  wrongComments: number
}

export const isSound = ({ lost, doubled, mismatchedCodes, wrongComments }: Verdict): boolean =>
  lost + doubled + mismatchedCodes + wrongComments === 0

export function sumOf(verdicts: readonly Verdict[]): Verdict {
  const sum = (what: keyof Verdict) => verdicts.reduce((total, verdict) => total + verdict[what], 0)
  return {
    acknowledged: sum('acknowledged'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    mismatchedCodes: sum('mismatchedCodes'),
    wrongComments: sum('wrongComments'),
  }
}

/** Looks every acknowledged answer up, wherever it lies by now. */
export async function verify(
  databaseUrl: string,
  scan: OpenScan,
  acknowledged: ReadonlySet<number>,
): Promise<Verdict> {
  const { scanId, questionId } = scan
  return asOwner(databaseUrl, async (owner) => {
    const stored = await owner.query<{ answers: number[] }>(
      'select answers from inbox where scan_id = $1 union all select answers from responses where scan_id = $1',
      [scanId],
    )
    const said = await owner.query<{ words: string }>(
      `select comments ->> $2 as words from inbox where scan_id = $1 and comments ? $2
       union all select text from comments where scan_id = $1`,
      [scanId, questionId],
    )
    const used = await owner.query('select from invitations where scan_id = $1 and used', [scanId])
    const answers = countBy(stored.rows.map((row) => senderOf(row.answers)))
    const comments = countBy(said.rows.map(({ words }) => Number(words.replace('Sender ', ''))))
    const closed = await owner.query('select from scans where id = $1 and closed_at is not null', [scanId])
    const coded = [...answers.keys()].filter((sender) => codeOf(sender, scan) !== undefined).length
    return {
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter((sender) => !answers.has(sender)).length,
      doubled: [...answers.values()].filter((times) => times > 1).length,
      mismatchedCodes: closed.rowCount ? 0 : Math.abs((used.rowCount ?? 0) - coded),
      wrongComments: [...answers.keys()].filter(
        (sender) => (comments.get(sender) ?? 0) !== Number(speaks(sender)),
      ).length,
    }
  })
}

/** Every second sender has a personal code, as long as there are some. */
export const codeOf = (sender: number, { codes }: OpenScan): string | undefined =>
  sender % 2 === 0 ? codes[sender / 2] : undefined

/** Every fourth writes a comment. */
export const speaks = (sender: number): boolean => sender % 4 === 0

function countBy(keys: number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

export async function asOwner<T>(databaseUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end().catch(() => undefined)
  }
}
