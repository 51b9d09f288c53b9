import { randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { InviteOffice } from '#server/programme/contract.ts'
import { visit } from '../../../scripts/visitor.ts'
import { cast, type Person } from '../../support/cast.ts'
import { codeOf } from '../../support/respondents.ts'
import type { World } from '../../support/world.ts'

export const cora = { name: 'Cora Coördinator', email: 'cora@regio.test', password: 'van-de-hele-regio-iets' }
export const carl = {
  name: 'Carl Centrum',
  email: 'carl@programma.test',
  password: 'in-het-midden-van-alles',
}

/** De Brug with Mia, who is also of the centre, and signed in as such. */
export async function settleCentre(world: World) {
  const place = await world.settle()
  await world.setUpSecondFactor()
  return place
}

export const asCentre = (world: World) => world.signIn(cast.mia)

/** Accepts an invitation with a new account, and gets it ready to work. */
export async function takeOffice(
  world: World,
  person: Person,
  wish: Pick<InviteOffice, 'role' | 'regionId'>,
) {
  const { name, email, password } = person
  const { link } = await api.inviteOffice({ name, email, ...wish })
  world.signOut()
  const session = await api.acceptOffice({ secret: codeOf(link), password })
  await world.setUpSecondFactor()
  return session
}

export async function addRegion(name: string): Promise<string> {
  const id = randomUUID()
  await api.addRegion({ id, name })
  return id
}

export async function addOrganisation(name: string, regionId: string | null = null): Promise<string> {
  const id = randomUUID()
  await api.addOrganisation({ id, name, kind: 'company', regionId })
  return id
}

/** The first messenger of an organisation comes in by the link that the centre passed on. */
export async function takeOrganisation(world: World, organisationId: string, person: Person) {
  const { name, email, password } = person
  const { link } = await api.inviteMessenger(organisationId, { name, email })
  world.signOut()
  return api.acceptInvitation({ secret: codeOf(link), password })
}

/** Signs somebody in beside who is signed in here; answers how to ask as that person. */
export async function beside(world: World, { email, password }: Person) {
  const here = globalThis.fetch
  visit(world.app, world.services.config.siteUrl)
  const there = globalThis.fetch
  const { state } = await api.signIn({ email, password })
  if (state === 'second-factor-needed') await api.passSecondFactor({ code: await world.nextCode(email) })
  globalThis.fetch = here
  return <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    globalThis.fetch = there
    const answer = ask()
    globalThis.fetch = here
    return answer
  }
}
