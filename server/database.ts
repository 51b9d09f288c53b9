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
import type { LinkKind } from './access/links/link.ts'
import type { Actor, Office, Role } from './access/permissions.ts'
import type { CommentPublication } from './comments/contract.ts'
import type { FrozenPlaces } from './programme/contract.ts'
import type { Publication, ScanFigures, StoredComparison } from './results/contract.ts'
import type { ScanSettings } from './scans/contract.ts'
import type { Instrument, Perspective } from './surveys/survey.ts'
import { openWritablePool, type PoolOptions } from './writable-pool.ts'

type Instant = ColumnType<Date, Date | string, Date | string>
type Moment = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type CreatedAt = ColumnType<Date, Date | undefined, never>

interface Owned {
  organisationId: string
}
interface OwnedRow extends Owned {
  id: Generated<string>
}

/** What an organisation agreed to, by whom, until it ends. */
interface Agreed extends OwnedRow {
  givenBy: string
  givenAt: Instant
  endedAt: Moment
}

/** All tables: the ER diagram. Every table with organisationId is bound to one organisation by row-level security. */
export interface Tables {
  programmes: { id: Generated<string>; onlyOne: Generated<boolean>; name: string; createdAt: CreatedAt }
  programmeMembers: {
    id: Generated<string>
    userId: string
    role: Office
    regionId: string | null
    createdAt: CreatedAt
    endedAt: Moment
  }
  regions: { id: Generated<string>; name: string; createdAt: CreatedAt; closedAt: Moment }
  programmeInvitations: {
    id: Generated<string>
    secretHash: Buffer
    email: string
    name: string
    role: Office
    regionId: string | null
    expiresAt: Instant
    acceptedAt: Moment
    withdrawnAt: Moment
    createdAt: CreatedAt
  }
  organisations: {
    id: Generated<string>
    name: string
    kind: Generated<string>
    prepared: ColumnType<Record<string, boolean>, string | undefined, string>
    regionId: string | null
    secondFactorRequired: Generated<boolean>
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
  /** Of the id in the cookie only the hash is here. */
  sessions: {
    id: string
    tokenHash: string
    userId: string
    expiresAt: Instant
    lastUsedAt: Instant
    /** Null as long as it has not passed the second step of signing in. */
    secondFactorAt: Moment
    createdAt: CreatedAt
    updatedAt: Generated<Date>
  }
  /** An app that gives one-time codes, by its encrypted key; in force once confirmed. */
  secondFactors: { userId: string; secret: string; lastCounter: Generated<number>; confirmedAt: Moment }
  backupCodes: { userId: string; codeMac: Buffer }
  accounts: {
    id: string
    accountId: string
    providerId: string
    userId: string
    password: string | null
    createdAt: CreatedAt
  }
  verifications: { id: string; identifier: string; value: string; expiresAt: Instant }
  /** Sent to the holder of an account: to choose a password, to sign in, or to confirm another address. */
  accountLinks: {
    id: Generated<string>
    userId: string
    kind: LinkKind
    secretHash: Buffer
    credentialVersion: Buffer
    newEmail: string | null
    expiresAt: Instant
  }
  /** How often somebody did something of late. */
  rateWindows: { key: Buffer; uses: number; endsAt: Instant }
  wrongPasswords: { key: Buffer; failedAt: Date[]; forgottenAt: Instant }

  privacySettings: Owned & {
    officerName: Generated<string>
    officerContact: Generated<string>
    legalBasis: 'legitimate-interest' | 'public-task' | 'consent' | null
    legalBasisWhy: Generated<string>
    host: Generated<string>
    answersMonths: Generated<number>
    version: Generated<number>
    changedAt: Instant
  }
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
    /** Set at the launch by the database, which never lets it grow. */
    answersMonths: number | null
    answersDestroyedAt: Moment
    /** When the answers that had come in were mixed and counted last. */
    mixedAt: Moment
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
    /** How many had answered at the last mixing, not on paper; in the end how many did in all. */
    counted: Generated<number>
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

  /** Of links that a whole group shares: how many answers they brought. */
  openLinks: Owned & {
    scanId: string
    groupId: string
    accepted: Generated<number>
    hadBurst: Generated<boolean>
    /** What of that is told; follows at the next mixing. */
    burstTold: Generated<boolean>
  }
  invitations: Owned & { scanId: string; groupId: string; codeHash: Buffer; used: Generated<boolean> }
  /** What was submitted and not mixed yet. */
  inbox: OwnedRow & {
    scanId: string
    groupId: string
    answers: (number | null)[]
    importance: Generated<number[]>
    comments: JSONColumnType<Record<string, string>> | null
  }
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

  /** That the programme centre may read the published results. */
  resultGrants: Agreed
  /** That the organisation takes part in comparison. */
  benchmarkConsents: Agreed
  /** Twice a year; of what is compared, each pool has its own editions, and of its members their own place. */
  benchmarkEditions: { editionOn: string; frozenAt: Instant }
  benchmarkPools: {
    id: Generated<string>
    editionOn: string
    instrumentId: string
    instrumentVersion: string
    form: 'full' | 'short'
    perspective: Perspective
  }
  benchmarkMembers: Owned & { poolId: string; scanId: string; places: JSONColumnType<FrozenPlaces> }

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
  mails: {
    id: Generated<string>
    /** Null for mail of the programme itself. */
    organisationId: string | null
    recipient: string
    subject: string
    text: string
    confidential: Generated<boolean>
    createdAt: Instant
    sentAt: Moment
    attempts: Generated<number>
    /** A mail is due, being sent, sent, or flagged as perhaps sent; one that is none of these waits to be copied by hand. */
    nextAttemptAt: Moment
    claimedAt: Moment
    flaggedAt: Moment
  }
  /** What accounts did. The database numbers and hashes by itself; nothing is ever changed or removed. */
  auditEntries: {
    /** The organisation, or PROGRAMME_CHAIN. */
    chainId: string
    position: Generated<number>
    happenedAt: Instant
    userId: string
    userName: string
    role: Actor
    deed: string
    subject: JSONColumnType<Record<string, string>>
    previousHash: Generated<Buffer>
    hash: Generated<Buffer>
  }
  /** How often signing in failed on a day; the same chains as the log, and nothing about who tried. */
  signInFailures: { chainId: string; day: string; attempts: Generated<number> }
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
  | { regionId: string }
  | { scope: 'system' | 'centre' | 'account' }

/** The chain of the log that belongs to no organisation. */
export const PROGRAMME_CHAIN = '00000000-0000-0000-0000-000000000000'

/** What a signed-in account does by one request. */
export interface Deed {
  name: string
  chainId: string
  by: { userId: string; name: string; role: Actor }
  happenedAt: Date
  /** Ids of what it was done to, and what the handler adds. */
  subject: Record<string, string>
  /** Also told in the log of this organisation, when the programme centre does something there. */
  concerns?: string
  isKept: boolean
}

/** One organisation, and what is done there, if the log is to keep it. */
interface Acting {
  organisationId: string
  deed?: Deed | undefined
}

/**
 * Runs the work in one transaction that sees one organisation only. Given a member, the same transaction keeps in the log what the
 * request does: neither without the other.
 */
export function inOrganisation<T>(
  db: Database,
  place: string | Acting,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  if (typeof place === 'string') return within(db, { organisationId: place }, work)
  return within(db, { organisationId: place.organisationId }, work, place.deed)
}

/** The few questions asked before the organisation is known: by whose user, by which secret, by the jobs; and the programme's own. */
export async function within<T>(
  db: Database,
  reach: Reach,
  work: (db: Db) => Promise<T>,
  deed?: Deed,
): Promise<T> {
  const isNew = deed !== undefined && !deed.isKept
  const outcome = await db.transaction().execute(async (trx) => {
    await narrow(trx, reach)
    const outcome = await work(trx as Db)
    if (isNew) await keepDeed(trx, deed)
    return outcome
  })
  if (isNew) deed.isKept = true
  return outcome
}

/** For what no transaction of our own can hold, such as reading: the log has it before the answer leaves. */
export function keepAlone(db: Database, deed: Deed): Promise<void> {
  const reach =
    deed.chainId === PROGRAMME_CHAIN ? { scope: 'account' as const } : { organisationId: deed.chainId }
  return within(db, reach, async () => {}, deed)
}

/**
 * The last statements of a transaction: the lock of a chain is held for as short as can be. The programme, whose id is the lowest, comes
 * last for everybody, so that no two wait for each other.
 */
export async function keepDeed(trx: Transaction<Tables>, deed: Deed): Promise<void> {
  const { by, name, happenedAt, concerns, chainId } = deed
  const entry = { happenedAt, userId: by.userId, userName: by.name, role: by.role, deed: name }
  const subject = JSON.stringify(deed.subject)
  for (const chain of new Set([chainId, concerns ?? chainId].toSorted().toReversed())) {
    await narrow(trx, chain === PROGRAMME_CHAIN ? { scope: 'account' } : { organisationId: chain })
    await trx
      .insertInto('auditEntries')
      .values({ ...entry, subject, chainId: chain })
      .execute()
  }
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
          : 'regionId' in reach
            ? ['app.region_id', reach.regionId]
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

/** The moment by the clock that all processes share. */
export async function askMoment(db: Database): Promise<Date> {
  const { moment } = await db
    .selectNoFrom(sql<Date>`clock_timestamp()`.as('moment'))
    .executeTakeFirstOrThrow()
  return moment
}

export async function listSettings(
  db: Database,
  names: string[],
): Promise<{ name: string; setting: string }[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name = any(${names})`.execute(db)
  return rows
}
