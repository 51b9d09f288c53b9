import { randomBytes, randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { OrganisationKind } from '#server/access/contract.ts'
import type { Language, Perspective } from '#server/surveys/survey.ts'
import { answersOf, type Mood } from './answers.ts'
import type { Chance } from './chance.ts'
import { CENTRE, COORDINATOR, HOME_REGION, NEIGHBOURS, type Neighbour, OTHER_REGION } from './programme.ts'

interface Around {
  /** Signs in as the first messenger, who also works for the programme. */
  signInFirst(): Promise<void>
  forgetVisitor(): void
  chance: Chance
}

/** A second region with organisations that are at different stops, its coordinator, and somebody of the programme. */
export async function tellNeighbours({ signInFirst, forgetVisitor, chance }: Around): Promise<void> {
  const session = await api.getSession()
  const own = session.state === 'signed-in' ? session.organisation?.id : undefined
  const [home, other] = [await addRegion(HOME_REGION), await addRegion(OTHER_REGION)]
  if (own) await api.changeListed(own, { regionId: home })
  for (const neighbour of NEIGHBOURS) {
    await tellNeighbour(neighbour, other, { forgetVisitor, chance })
    await signInFirst()
  }
  for (const [person, regionId] of [
    [COORDINATOR, other],
    [CENTRE, null],
  ] as const) {
    const role = regionId ? 'coordinator' : 'centre'
    const { link } = await api.inviteOffice({ ...person, role, regionId })
    forgetVisitor()
    await api.acceptOffice({ secret: secretOf(link), password: randomBytes(16).toString('base64url') })
    await signInFirst()
  }
}

async function addRegion(name: string): Promise<string> {
  const id = randomUUID()
  await api.addRegion({ id, name })
  return id
}

const secretOf = (link: string) => link.split('#')[1] ?? ''

async function tellNeighbour(
  neighbour: Neighbour,
  regionId: string,
  { forgetVisitor, chance }: Omit<Around, 'signInFirst'>,
): Promise<void> {
  const { name, messenger, reached } = neighbour
  const kind: OrganisationKind = neighbour.kind
  const id = randomUUID()
  await api.addOrganisation({ id, name, kind, regionId })
  if (reached === 'nothing') return
  const { link } = await api.inviteMessenger(id, messenger)
  if (reached === 'invited') return
  forgetVisitor()
  await api.acceptInvitation({ secret: secretOf(link), password: randomBytes(16).toString('base64url') })
  if (reached === 'begun') return
  await api.savePreparation({ worksCouncil: true, privacy: true, whoTellsWhom: true, units: true })
  const scanId = await launch()
  await fillIn(scanId, chance)
  if (reached === 'results') await api.closeScan(scanId)
}

const MOOD: Mood = {
  reverse: new Set(),
  pressing: [],
  remarks: { keep: ['Er is tijd voor elkaar.'], improve: ['Minder formulieren.'] },
  level: () => 62,
}

/** One group of professionals, asked as a whole. */
async function launch(): Promise<string> {
  const root = (await api.listUnits()).find(({ parentId }) => parentId === null)
  const { scan, settings, today } = await api.newScan({
    title: 'Competentiescan',
    instrumentId: 'competences',
  })
  const ready = {
    ...settings,
    units: [{ unitId: root?.id ?? '', invited: { professional: 24 } }],
    perspectives: ['professional'] as Perspective[],
    languages: ['nl'] as Language[],
    opensOn: today,
    closesOn: new Date(Date.parse(`${today}T12:00:00Z`) + 20 * 86_400_000).toISOString().slice(0, 10),
    remindersOn: [],
  }
  const saved = await api.saveSettings(scan.id, { version: scan.version, settings: ready })
  await api.launchScan(scan.id, saved.scan.version)
  return scan.id
}

async function fillIn(scanId: string, chance: Chance): Promise<void> {
  const [group] = (await api.getDistribution(scanId)).groups
  const code = secretOf(group?.link ?? '')
  const questionnaire = await api.call<Parameters<typeof answersOf>[0]>('POST', '/api/questionnaires', {
    code,
  })
  for (let person = 0; person < 17; person++) {
    const response = answersOf(questionnaire, MOOD, chance)
    await api.call('POST', '/api/responses', { code, submissionId: randomUUID(), ...response })
  }
}
