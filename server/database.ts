import {
  CamelCasePlugin,
  type ColumnType,
  type Generated,
  type JSONColumnType,
  Kysely,
  PostgresDialect,
  sql,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { CommentPublication } from './comments/contract.ts'
import type { Publication, ScanFigures, StoredComparison } from './results/contract.ts'
import type { ScanSettings } from './scans/contract.ts'
import type { Instrument, Perspective } from './surveys/survey.ts'
import { openWritablePool, type PoolOptions } from './writable-pool.ts'

type Instant = ColumnType<Date, Date | string, Date | string>
type Moment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type CreatedAt = ColumnType<Date, Date | undefined, never>
type Role = 'messenger' | 'manager'

interface Owned {
  organisationId: string
}
interface OwnedRow extends Owned {
  id: Generated<string>
}

/** All tables: the ER diagram. Every table with organisationId is bound to one organisation by row-level security. */
export interface Tables {
  programmes: { id: Generated<string>; onlyOne: Generated<boolean>; name: string; createdAt: CreatedAt }
  programmeMembers: { id: Generated<string>; userId: string; createdAt: CreatedAt; endedAt: Moment }
  organisations: {
    id: Generated<string>
    name: string
    kind: Generated<string>
    prepared: ColumnType<Record<string, boolean>, string | undefined, string>
    createdAt: CreatedAt
  }
  users: {
    id: string
    name: string
    email: string
    emailVerified: Generated<boolean>
    image: string | null
    createdAt: CreatedAt
    updatedAt: Generated<Date>
  }
  sessions: {
    id: string
    token: string
    userId: string
    expiresAt: Instant
    createdAt: CreatedAt
    updatedAt: Generated<Date>
  }
  accounts: {
    id: string
    accountId: string
    providerId: string
    userId: string
    password: string | null
    createdAt: CreatedAt
  }
  verifications: { id: string; identifier: string; value: string; expiresAt: Instant }

  units: OwnedRow & { parentId: string | null; name: string; archivedAt: Moment; createdAt: CreatedAt }
  memberships: OwnedRow & {
    userId: string
    role: Role
    unitId: string | null
    createdAt: CreatedAt
    endedAt: Moment
  }
  memberInvitations: OwnedRow & {
    secretHash: Buffer
    email: string
    name: string
    role: Role
    unitId: string | null
    expiresAt: Instant
    acceptedAt: Moment
    withdrawnAt: Moment
    createdAt: CreatedAt
  }

  scans: OwnedRow & {
    version: Generated<number>
    title: string
    settings: JSONColumnType<ScanSettings>
    instrument: JSONColumnType<Instrument> | null
    form: 'full' | 'short' | null
    previousScanId: string | null
    minimumProfessional: number | null
    minimumClient: number | null
    minimumManager: number | null
    launchedAt: Moment
    opensAt: Moment
    closesAt: Moment
    closedAt: Moment
    createdAt: CreatedAt
  }
  scanUnits: Owned & {
    scanId: string
    unitId: string
    parentId: string | null
    name: string
    professionals: number | null
  }
  scanGroups: OwnedRow & {
    scanId: string
    unitId: string
    perspective: Perspective
    invited: number
    launched: Generated<number>
    heldAnswers: number | null
    heldBand: number | null
    unseen: number | null
    distribution: 'open-link' | 'codes'
    linkHash: Buffer | null
    itemCount: number
    scaleMin: number
    scaleMax: number
  }

  invitations: Owned & { scanId: string; groupId: string; codeHash: Buffer; used: Generated<boolean> }
  responses: OwnedRow & {
    scanId: string
    groupId: string
    answers: (number | null)[]
    importance: Generated<number[]>
    onPaper: Generated<boolean>
  }
  comments: OwnedRow & {
    scanId: string
    groupId: string
    questionId: string
    text: string
    decision: 'approved' | 'rejected' | null
  }
  receipts: Owned & { scanId: string; submissionMac: Buffer }
  /** That a personal code existed, and nothing else of it. */
  closedCodes: Owned & { scanId: string; codeHash: Buffer }

  publications: Owned & {
    scanId: string
    document: JSONColumnType<Publication>
    comparison: JSONColumnType<StoredComparison>
    engineVersion: string
    publishedAt: Instant
  }
  commentPublications: Owned & {
    scanId: string
    document: JSONColumnType<CommentPublication>
    publishedAt: Instant
  }
  /** Sums over a whole scan that the programme centre may pool. */
  scanFigures: Owned & {
    scanId: string
    instrumentId: string
    instrumentVersion: string
    form: 'full' | 'short'
    figures: JSONColumnType<ScanFigures>
  }

  plans: OwnedRow & {
    scanId: string
    version: Generated<number>
    mainQuestion: Generated<string>
    createdAt: CreatedAt
  }
  subQuestions: OwnedRow & { planId: string; position: number; text: string }
  planPriorities: Owned & { planId: string; dimensionId: string; waiting: Generated<boolean> }
  actions: OwnedRow & {
    planId: string
    version: Generated<number>
    title: string
    description: Generated<string>
    dimensionId: string
    libraryActionId: string | null
    prerequisites: Generated<string[]>
    unitId: string | null
    ownerMembershipId: string | null
    ownerName: string | null
    ownerEmail: string | null
    dueOn: string | null
    evidence: string | null
    stopReason: string | null
    proposedAt: Instant
    plannedAt: Moment
    startedAt: Moment
    doneAt: Moment
    doneBy: string | null
    confirmedAt: Moment
    confirmedBy: string | null
    stoppedAt: Moment
  }
  actionChecks: OwnedRow & { actionId: string; position: number; text: string; done: Generated<boolean> }
  actionEvents: OwnedRow & {
    actionId: string
    kind: string
    byName: string
    note: string | null
    happenedAt: Instant
  }
  actionLinks: OwnedRow & { actionId: string; secretHash: Buffer; createdAt: Instant; revokedAt: Moment }
  prerequisiteWaivers: Owned & {
    actionId: string
    libraryActionId: string
    reason: string
    byName: string
    waivedAt: Instant
  }
  mails: OwnedRow & {
    recipient: string
    subject: string
    text: string
    confidential: Generated<boolean>
    createdAt: Instant
    sentAt: Moment
  }
}

export type Database = Kysely<Tables>
declare const bound: unique symbol
/** A transaction whose rows are limited by the database itself, so no query can forget its organisation. */
export type Db = Transaction<Tables> & { readonly [bound]: true }

// pg returns count(*) and bigint as text, and turns a date into a local midnight: both would be wrong silently.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/** Kysely over connections to the host that can be written to; each works as a role that owns nothing. */
export function openDatabase(url: string, options: PoolOptions): Database {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: openWritablePool(url, options) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

type Reach =
  | { organisationId: string }
  | { userId: string }
  | { secretHash: Buffer }
  | { scope: 'system' | 'centre' }

/** Runs the work in one transaction that sees one organisation only. */
export function inOrganisation<T>(
  db: Database,
  organisationId: string,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return within(db, { organisationId }, work)
}

/** The few questions asked before the organisation is known: by whose user, by which secret, by the jobs. */
export function within<T>(db: Database, reach: Reach, work: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await narrow(trx, reach)
    return work(trx as Db)
  })
}

/** Once a secret has told which organisation it belongs to, the same transaction goes on inside that organisation. */
export async function narrow(trx: Transaction<Tables>, reach: Reach): Promise<void> {
  const [name, value] =
    'organisationId' in reach
      ? ['app.organisation_id', reach.organisationId]
      : 'userId' in reach
        ? ['app.user_id', reach.userId]
        : 'secretHash' in reach
          ? ['app.secret_hash', reach.secretHash.toString('hex')]
          : ['app.scope', reach.scope]
  await sql`select set_config(${name}, ${value}, true)`.execute(trx)
}

/** Answers whether the database can be reached and is in the state of this migration, neither older nor newer. */
export async function isReady(db: Database, newestMigration: string): Promise<boolean> {
  try {
    const { rows } = await sql<{ name: string }>`
      select name from kysely_migration order by name collate "C" desc limit 1`.execute(db)
    return rows[0]?.name === newestMigration
  } catch {
    return false
  }
}
