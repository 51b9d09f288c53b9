import { RETENTION } from '../retention.ts'
import type { Processing } from './contract.ts'

const { receipts, memberInvitations, mails, links, attempts } = RETENTION
const none = null

/** The register of processing: everything about people that Regie keeps, and how long. */
export function registerOf(answersMonths: number): Processing[] {
  const ofRespondents = [
    ['answers', { kind: 'rescan-or-months', count: answersMonths }],
    ['comments', { kind: 'published-or-with-answers', count: none }],
    ['codes', { kind: 'closing', count: none }],
    ['closed-codes', { kind: 'rescan-or-months', count: answersMonths }],
    ['receipts', { kind: 'days-after-closing', count: receipts.daysAfterClosing }],
    ['statistics', { kind: 'organisation', count: none }],
    ['draft', { kind: 'sent-or-days-after-closing', count: receipts.daysAfterClosing }],
    ['senders', { kind: 'minutes-in-memory', count: 10 }],
  ] as const
  const ofAccounts = [
    ['accounts', { kind: 'own-request', count: none }],
    ['second-steps', { kind: 'own-request', count: none }],
    ['sessions', { kind: 'expiry', count: none }],
    ['links', { kind: 'used-or-minutes', count: links.minutes }],
    ['member-invitations', { kind: 'days-after-end', count: memberInvitations.daysAfterEnd }],
    ['mails', { kind: 'days', count: mails.days }],
    ['agreements', { kind: 'organisation', count: none }],
    ['log', { kind: 'organisation', count: none }],
  ] as const
  return [
    ...ofRespondents.map(([id, term]) => ({ id, of: 'respondents' as const, term })),
    ...ofAccounts.map(([id, term]) => ({ id, of: 'accounts' as const, term })),
    { id: 'attempts', of: 'visitors', term: { kind: 'minutes', count: attempts.minutes } },
    { id: 'plans', of: 'owners', term: { kind: 'organisation', count: none } },
  ]
}
