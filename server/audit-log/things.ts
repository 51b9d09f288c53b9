import { PUBLIC_DEEDS, SERVER_DEEDS } from '../access/deeds.ts'
import { PERMISSIONS } from '../access/permissions.ts'
import type { AuditThing, AuditTopic } from './contract.ts'

type Kind = AuditThing['kind']

/** What an id in the subject of an entry belongs to. What is not named here is told to nobody. */
const KIND_OF_KEY: Record<string, Kind> = {
  scanId: 'scan',
  planId: 'plan',
  actionId: 'action',
  unitId: 'unit',
  intoId: 'into',
  membershipId: 'member',
  invitationId: 'invitation',
  regionId: 'region',
  organisationId: 'organisation',
  officeId: 'office',
}

/** What `:id` in a path stands for, by the thing of the deed. */
const KIND_OF_ID: Record<string, Kind> = { units: 'unit', members: 'member' }

/** Deeds whose `:id` is not what their name says. */
const KIND_OF_DEED: Record<string, Kind> = {
  'members:withdraw': 'invitation',
  'members:invite': 'invitation',
}

/** The ids among the subject, each with what it is of, and what was told besides. */
export function readSubject(deed: string, subject: Record<string, string>) {
  const things: { kind: Kind; id: string }[] = []
  const details: Record<string, string> = {}
  for (const [key, value] of Object.entries(subject)) {
    const kind = key === 'id' ? kindOfId(deed) : KIND_OF_KEY[key]
    if (kind) things.push({ kind, id: value })
    else if (!/id$/i.test(key)) details[key] = value
  }
  return { things, details }
}

function kindOfId(deed: string): Kind | undefined {
  return KIND_OF_DEED[deed] ?? KIND_OF_ID[thingOf(deed)]
}

const thingOf = (deed: string) => deed.split(':', 1)[0] ?? ''

/** What one can look for: the first word of the deeds that belong to it. */
const TOPICS: Record<AuditTopic, readonly string[]> = {
  scans: ['scans', 'distribution', 'paper-answers', 'preparation'],
  results: ['results', 'comments', 'findings', 'figures', 'benchmark', 'grants', 'granted-results'],
  plans: ['plans', 'actions'],
  people: ['members', 'invitations', 'handover', 'offices'],
  organisation: ['units', 'organisation', 'organisations', 'regions', 'programme', 'privacy'],
  accounts: ['session', 'passwords', 'own-account', 'email-address', 'server'],
  log: ['audit-log', 'programme-log'],
}

const DEEDS = [...new Set([...Object.keys(PERMISSIONS), ...PUBLIC_DEEDS, ...SERVER_DEEDS])]

export function deedsOf(topic: AuditTopic): string[] {
  return DEEDS.filter((deed) => TOPICS[topic].includes(thingOf(deed)))
}
