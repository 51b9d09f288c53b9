import type { Member } from '../access/member.ts'
import type { Db } from '../database.ts'
import { forSubtree } from '../results/publish.ts'
import { findPublication, listUnits } from '../results/queries.ts'
import { findInstrument, type ScanKey } from '../scans/queries.ts'
import { type Family, familyOf, type Ground, groundOf, placing } from './blocks.ts'
import type { CommentBlocks, CommentQueue } from './contract.ts'
import { namesOf } from './hints.ts'
import { presentBlocks, presentQueue, scanOf } from './present.ts'
import * as queries from './queries.ts'

interface Queue {
  ground: Ground
  /** Where anything at all may be shown: worked out from every comment, so that it does not change with what is approved. */
  widest: Family
  all: queries.CommentRow[]
  /** Only those that could be shown are read by anybody. */
  placed: (queries.CommentRow & { shownAt: string })[]
}

/** Undefined until the results of the scan are published. */
export async function readGround(db: Db, key: ScanKey): Promise<Ground | undefined> {
  const publication = await findPublication(db, key.scanId)
  return publication && groundOf(await listUnits(db, key), await queries.listAnswered(db, key), publication)
}

export function queueOf(ground: Ground, all: queries.CommentRow[]): Queue {
  const widest = familyOf(ground, all)
  const unitOf = placing(ground, widest)
  const placed = all.flatMap((comment) => {
    const shownAt = unitOf(comment)
    return shownAt === undefined ? [] : [{ ...comment, shownAt }]
  })
  return { ground, widest, all, placed }
}

export async function readQueue(db: Db, key: ScanKey, ground: Ground): Promise<CommentQueue> {
  if (await queries.findCommentPublication(db, key)) return { state: 'published', scan: scanOf(ground) }
  const queue = queueOf(ground, await queries.listComments(db, key))
  const names = namesOf(await queries.listNames(db, key.organisationId))
  return presentQueue(queue, names, await findInstrument(db, key))
}

export async function readBlocks(
  db: Db,
  key: ScanKey,
  ground: Ground,
  { unitId }: Pick<Member, 'unitId'>,
): Promise<CommentBlocks | undefined> {
  const visible = unitId === null ? ground.publication : forSubtree(ground.publication, unitId)
  if (!visible) return undefined
  const document = await queries.findCommentPublication(db, key)
  if (document) return presentBlocks(document, visible, await findInstrument(db, key))
  const { placed } = queueOf(ground, await queries.listComments(db, key))
  return { state: placed.length > 0 ? 'waiting' : 'none', scan: scanOf(ground) }
}
