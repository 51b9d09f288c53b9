import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerOf } from '#server/privacy/register.ts'
import { newWorld, type World } from '../../support/world.ts'

/** Which line of the register tells of which tables. A draft, and what lies in memory, has none. */
const TOLD: Record<string, string[]> = {
  answers: ['inbox', 'responses'],
  comments: ['comments'],
  codes: ['invitations'],
  'closed-codes': ['closed_codes'],
  receipts: ['receipts'],
  statistics: ['publications', 'comment_publications', 'scan_figures', 'benchmark_members'],
  draft: [],
  senders: [],
  accounts: ['users', 'accounts', 'memberships', 'programme_members'],
  'second-steps': ['second_factors', 'backup_codes'],
  sessions: ['sessions'],
  links: ['account_links', 'verifications'],
  attempts: ['rate_windows', 'wrong_passwords'],
  'member-invitations': ['member_invitations', 'programme_invitations'],
  mails: ['mails'],
  agreements: ['result_grants', 'benchmark_consents'],
  log: ['audit_entries'],
  plans: [
    'plans',
    'sub_questions',
    'plan_priorities',
    'actions',
    'action_checks',
    'action_events',
    'action_links',
    'prerequisite_waivers',
  ],
}

/** Of organisations, groups and days; a privacy officer's name stands in the settings because that person is to be found. */
const OF_NO_PERSON = [
  'programmes',
  'organisations',
  'regions',
  'units',
  'scans',
  'scan_units',
  'scan_groups',
  'open_links',
  'privacy_settings',
  'benchmark_editions',
  'benchmark_pools',
  'sign_in_failures',
  'kysely_migration',
  'kysely_migration_lock',
]

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

test('every table of the database is in the register of processing, or is known to hold nothing of a person', async () => {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  const { rows } = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  await owner.end()
  const known = [...Object.values(TOLD).flat(), ...OF_NO_PERSON]
  expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
  expect(
    registerOf(24)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(Object.keys(TOLD).toSorted())
})
