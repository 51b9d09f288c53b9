import type { OwnRecord } from '../contract.ts'
import type { findAccount, listProgrammeDeeds, Place } from './queries.ts'

interface Known {
  account: Awaited<ReturnType<typeof findAccount>>
  places: Place[]
  programmeDeeds: Awaited<ReturnType<typeof listProgrammeDeeds>>
  programme: string
  now: Date
}

export function presentRecord({ account, places, programmeDeeds, programme, now }: Known): OwnRecord {
  const { user, sessions, offices } = account
  return {
    madeAt: now.toISOString(),
    profile: { name: user.name, email: user.email, since: user.createdAt.toISOString() },
    memberships: places.flatMap(({ name: organisation, memberships }) =>
      memberships.map(({ role, unit, createdAt, endedAt }) => ({
        organisation,
        role,
        unit,
        ...span(createdAt, endedAt),
      })),
    ),
    offices: offices.map(({ role, createdAt, endedAt }) => ({ role, ...span(createdAt, endedAt) })),
    sessions: sessions.map(({ createdAt, expiresAt }) => ({
      since: createdAt.toISOString(),
      until: expiresAt.toISOString(),
    })),
    invitations: places.flatMap(({ name: organisation, invitations }) =>
      invitations.map(({ role, createdAt, expiresAt }) => ({
        organisation,
        role,
        since: createdAt.toISOString(),
        until: expiresAt.toISOString(),
      })),
    ),
    mails: places.flatMap(({ name: organisation, mails }) =>
      mails.map(({ subject, text, createdAt }) => ({
        organisation,
        subject,
        text,
        at: createdAt.toISOString(),
      })),
    ),
    actions: places.flatMap(({ name: organisation, actions }) =>
      actions.map(({ title, dueOn }) => ({ organisation, title, dueOn })),
    ),
    deeds: [
      ...places.flatMap(({ name, deeds }) => deeds.map((each) => deedAt(name, each))),
      ...programmeDeeds.map((each) => deedAt(programme, each)),
    ],
  }
}

const span = (since: Date, until: Date | null) => ({
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
})

const deedAt = (organisation: string, { deed, happenedAt }: { deed: string; happenedAt: Date }) => ({
  organisation,
  deed,
  at: happenedAt.toISOString(),
})
