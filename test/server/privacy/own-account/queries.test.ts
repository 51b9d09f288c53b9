import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCredential, insertMembership, insertUser } from '#server/access/queries.ts'
import { inOrganisation } from '#server/database.ts'
import { newWorld, type World } from '../../../support/world.ts'

const PASSWORD = 'samen-weg-dat-gaat-niet'

let world: World
let organisationId: string

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId } = await world.settle())
})
afterAll(() => world.close())

type Place = 'messenger' | 'centre'

/** Two of them, and nobody else who is the same. */
async function twoAlone(place: Place): Promise<string[]> {
  const { db, auth, now } = world.services
  const passwordHash = await auth.hashPassword(PASSWORD)
  const people = ['An', 'Bo'].map((name) => ({
    id: randomUUID(),
    name,
    email: `${name.toLowerCase()}@${place}.test`,
  }))
  await inOrganisation(db, organisationId, async (trx) => {
    const table = place === 'centre' ? 'programmeMembers' : 'memberships'
    await trx.updateTable(table).set({ endedAt: now() }).where('endedAt', 'is', null).execute()
    for (const person of people) {
      await insertUser(trx, person)
      await insertCredential(trx, person.id, passwordHash)
      const { id: userId } = person
      if (place === 'messenger')
        await insertMembership(trx, { organisationId, userId, role: place, unitId: null })
      else await trx.insertInto('programmeMembers').values({ userId, role: place, regionId: null }).execute()
    }
  })
  return people.map(({ id }) => id)
}

async function leave(userId: string) {
  const { auth, config } = world.services
  const cookies = await auth.signInAs(userId)
  const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ')
  const headers = { cookie, origin: config.siteUrl }
  return world.app.inject({
    method: 'POST',
    url: '/api/account/departure',
    headers,
    payload: { password: PASSWORD },
  })
}

test.each([
  ['messenger', 'last-messenger'],
  ['centre', 'last-centre'],
] as const)('of the last two accounts of a %s that leave for good at the same moment one stays (row 9)', async (place, code) => {
  const answers = await Promise.all((await twoAlone(place)).map(leave))
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 409])
  const refused = answers.find(({ statusCode }) => statusCode === 409)
  expect(refused?.json()).toMatchObject({ code })
})
