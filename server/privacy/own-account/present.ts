import type { OwnRecord } from '../contract.ts'
import type { findAccount, findProgrammePart, Place } from './queries.ts'

interface Known {
  account: Awaited<ReturnType<typeof findAccount>>
  places: Place[]
  ofProgramme: Awaited<ReturnType<typeof findProgrammePart>>
  now: Date
}

const NOTHING_OF_AN_ORGANISATION = { name: 'Regie', memberships: [], actions: [] }

export function presentRecord({ account, places, ofProgramme, now }: Known): OwnRecord {
  const { user, sessions, offices, signOns, secondFactor } = account
  const everywhere = [...places, { ...NOTHING_OF_AN_ORGANISATION, ...ofProgramme }]
  return {
    madeAt: now.toISOString(),
    profile: { name: user.name, email: user.email, since: user.createdAt.toISOString() },
    memberships: everywhere.flatMap(({ name: organisation, memberships }) =>
      memberships.map(({ role, unit, createdAt, endedAt }) => ({
        organisation,
        role,
        unit,
        ...span(createdAt, endedAt),
      })),
    ),
    secondStepSince: secondFactor?.confirmedAt?.toISOString() ?? null,
    signOns: signOns.map(({ providerId }) => providerId),
    offices: offices.map(({ role, createdAt, endedAt }) => ({ role, ...span(createdAt, endedAt) })),
    sessions: sessions.map(({ createdAt, expiresAt }) => ({
      since: createdAt.toISOString(),
      until: expiresAt.toISOString(),
    })),
    invitations: everywhere.flatMap(({ name: organisation, invitations }) =>
      invitations.map(({ role, createdAt, expiresAt }) => ({
        organisation,
        role,
        since: createdAt.toISOString(),
        until: expiresAt.toISOString(),
      })),
    ),
    mails: everywhere.flatMap(({ name: organisation, mails }) =>
      mails.map(({ subject, text, createdAt }) => ({
        organisation,
        subject,
        text: withoutSecrets(text),
        at: createdAt.toISOString(),
      })),
    ),
    actions: everywhere.flatMap(({ name: organisation, actions }) =>
      actions.map(({ title, dueOn }) => ({ organisation, title, dueOn })),
    ),
    deeds: everywhere.flatMap(({ name: organisation, deeds }) =>
      deeds.map(({ deed, happenedAt }) => ({ organisation, deed, at: happenedAt.toISOString() })),
    ),
  }
}

/** Behind the # of an address stands what opens it: whoever sits at a computer that was left open must not get a new password by this file. */
const withoutSecrets = (text: string) => text.replace(/#[\w-]{20,}/g, '#…')

const span = (since: Date, until: Date | null) => ({
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
})
