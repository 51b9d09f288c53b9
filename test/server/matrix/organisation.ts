import { randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { Role } from '#server/access/permissions.ts'
import { foundOrganisation } from '#server/access/queries.ts'
import type { Scan } from '#server/scans/contract.ts'
import { visit } from '../../../scripts/visitor.ts'
import { answerAs, codeOf } from '../../support/respondents.ts'
import type { World } from '../../support/world.ts'

const PASSWORD = 'a-long-enough-password-for-each'

type Installation = Pick<World, 'app' | 'services'>

/** A browser of one's own: the same address bar, other cookies. */
export type Browser = typeof fetch

export interface Peopled {
  organisationId: string
  messenger: Browser
  manager: Browser
  /** Bound to the unit Oost. */
  managerOfOost: Browser
  privacyOfficer: Browser
}

export function newBrowser({ app, services }: Installation): Browser {
  visit(app, services.config.siteUrl)
  return globalThis.fetch
}

/**
 * An organisation with something of every kind: units Oost and West, people in every role, an invitation, a draft, an open scan with
 * codes, and of each unit a closed scan with a plan, an action and its link; comments wait to be judged.
 */
export async function peopleOrganisation(world: Installation, name: string): Promise<Peopled> {
  const email = (who: string) => `${who}-${name.toLowerCase()}@matrix.test`
  const founder = { name: `Mia ${name}`, email: email('mia'), password: PASSWORD }
  const founding = { organisationName: name, organisationKind: 'agency' as const, ...founder }
  const { organisationId } = await foundOrganisation(world.services, founding)
  const messenger = newBrowser(world)
  await api.signIn({ email: founder.email, password: PASSWORD })
  const root = (await api.listUnits())[0]?.id ?? ''
  const oost = await api.addUnit({ parentId: root, name: 'Oost' })
  const west = await api.addUnit({ parentId: root, name: 'West' })

  const join = async (who: string, role: Role, unitId: string | null): Promise<Browser> => {
    globalThis.fetch = messenger
    const { link } = await api.inviteMember({ name: `${who} ${name}`, email: email(who), role, unitId })
    const browser = newBrowser(world)
    await api.acceptInvitation({ secret: codeOf(link), password: PASSWORD })
    return browser
  }
  const manager = await join('max', 'manager', null)
  const managerOfOost = await join('olaf', 'manager', oost.id)
  const privacyOfficer = await join('pia', 'privacy-officer', null)

  globalThis.fetch = messenger
  await api.inviteMember({ name: 'Nog Niet', email: email('later'), role: 'manager', unitId: null })
  await improve(await scanOf([oost.id], 'open-link'), oost.id)
  await improve(await scanOf([west.id], 'open-link'), west.id)
  await scanOf([oost.id, west.id], 'codes')
  await api.newScan({ instrumentId: 'competences' })
  return { organisationId, messenger, manager, managerOfOost, privacyOfficer }
}

async function scanOf(unitIds: string[], distribution: 'open-link' | 'codes'): Promise<Scan> {
  const { scan, settings, today } = await api.newScan({ instrumentId: 'competences' })
  const { scan: saved } = await api.saveSettings(scan.id, {
    version: scan.version,
    title: scan.title,
    settings: {
      ...settings,
      form: 'short',
      opensOn: today,
      perspectives: ['professional'],
      distribution: { ...settings.distribution, professional: distribution },
      units: unitIds.map((unitId) => ({ unitId, invited: { professional: 12 } })),
    },
  })
  return api.launchScan(scan.id, saved.version)
}

async function improve({ id: scanId }: Scan, unitId: string): Promise<void> {
  const people = 11
  const { groups } = await api.getDistribution(scanId)
  for (const group of groups) {
    await answerAs(group, {
      people,
      point: () => 3,
      remarks: Array.from({ length: people }, (_, at) => `Idee ${at}`),
    })
  }
  const { dimensions } = await api.closeScan(scanId)
  const plan = await api.startPlan(scanId)
  const action = await api.addAction(plan.id, {
    id: randomUUID(),
    title: 'Elke week vragen wat de cliënt wil',
    description: '',
    dimensionId: dimensions[0]?.id ?? '',
    unitId,
    owner: { name: 'Els', email: null },
    dueOn: null,
    libraryActionId: null,
    checks: ['Afspreken'],
  })
  await api.makeOwnerLink(action.id)
}
