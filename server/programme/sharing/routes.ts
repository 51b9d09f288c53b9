import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Member } from '../../access/member.ts'
import { type Db, inOrganisation, PROGRAMME_CHAIN } from '../../database.ts'
import type { Services } from '../../services.ts'
import { Sharing } from './contract.ts'
import * as queries from './queries.ts'

/** What the organisation agrees to, which its messenger gives and ends at any time; told in the log of the programme as well. */
export const sharingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  const read = async (trx: Db, { organisationId }: Member): Promise<Sharing> => {
    const grant = await queries.findAgreement(trx, 'resultGrants', organisationId)
    const comparison = await queries.findAgreement(trx, 'benchmarkConsents', organisationId)
    return { grant: present(grant), comparison: present(comparison) }
  }
  const changing = (member: Member, change: (trx: Db) => Promise<void>) => {
    if (member.deed) {
      member.deed.concerns = PROGRAMME_CHAIN
      member.deed.subject.organisationId = member.organisationId
    }
    return inOrganisation(db, member, async (trx) => {
      await change(trx)
      return read(trx, member)
    })
  }

  app.get(
    '/sharing',
    { config: { policy: 'sharing:read' }, schema: { response: { 200: Sharing } } },
    ({ member }) => inOrganisation(db, member, (trx) => read(trx, member)),
  )

  const agreements = [
    { url: '/sharing/grant', table: 'resultGrants', give: 'grants:give', end: 'grants:end' },
    {
      url: '/sharing/comparison',
      table: 'benchmarkConsents',
      give: 'benchmark:join',
      end: 'benchmark:leave',
    },
  ] as const
  for (const { url, table, give, end } of agreements) {
    const schema = { response: { 200: Sharing } }
    app.put(url, { config: { policy: give }, schema }, ({ member }) => {
      const { organisationId, name: givenBy } = member
      const agreement = { organisationId, givenBy, givenAt: now() }
      return changing(member, (trx) => queries.insertAgreement(trx, table, agreement))
    })
    app.delete(url, { config: { policy: end }, schema }, ({ member }) =>
      changing(member, (trx) => queries.endAgreement(trx, table, member.organisationId, now())),
    )
  }
}

function present(agreement: { givenBy: string; givenAt: Date } | undefined): Sharing['grant'] {
  return agreement ? { givenBy: agreement.givenBy, givenAt: agreement.givenAt.toISOString() } : null
}
