import type { InvitationLine, MailLine, MemberLine, Role } from '../contract.ts'
import type { Member } from '../member.ts'
import type { listInvitations, listMails, listMembers } from './queries.ts'

type Row<Query extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<Query>>[number]

const ORDER: readonly Role[] = ['messenger', 'privacy-officer', 'manager']

/** Who looks after Regie comes first; otherwise by name. */
export function inOrder<Line extends { role: Role }>(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
}

export function presentMember({ userId, ...line }: Row<typeof listMembers>, member: Member): MemberLine {
  return { ...line, you: userId === member.userId }
}

export function presentInvitation(row: Row<typeof listInvitations>, now: Date): InvitationLine {
  return { ...row, expiresAt: row.expiresAt.toISOString(), expired: row.expiresAt <= now }
}

export function presentMail(row: Row<typeof listMails>): MailLine {
  return { ...row, createdAt: row.createdAt.toISOString(), sentAt: row.sentAt?.toISOString() ?? null }
}
