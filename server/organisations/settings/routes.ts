import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Member } from '../../access/member.ts'
import { type Db, inOrganisation } from '../../database.ts'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { ChangeOrganisationSettings, OrganisationSettings } from '../contract.ts'
import * as queries from './queries.ts'

export const organisationSettingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/organisation',
    { config: { policy: 'organisation:read' }, schema: { response: { 200: OrganisationSettings } } },
    ({ member }) => inOrganisation(db, member, (trx) => read(trx, member)),
  )

  app.put(
    '/organisation',
    {
      config: { policy: 'organisation:change' },
      schema: { body: ChangeOrganisationSettings, response: { 200: OrganisationSettings } },
    },
    ({ member, body }) =>
      inOrganisation(db, member, async (trx) => {
        const before = await read(trx, member)
        const demandsMore = body.secondFactorRequired && !before.secondFactorRequired
        if (demandsMore && !before.youHaveSecondFactor) throw new Refusal(409, 'second-factor-first')
        const changed = { ...body, name: body.name.trim() }
        await queries.updateOrganisation(trx, member.organisationId, before.name, changed)
        Object.assign(member.deed?.subject ?? {}, changesIn(before, changed))
        return read(trx, member)
      }),
  )
}

async function read(trx: Db, member: Member): Promise<OrganisationSettings> {
  const { organisationId, hasSecondFactor: youHaveSecondFactor } = member
  const { people, withSecondFactor } = await queries.countSecondFactors(trx, organisationId)
  const settings = await queries.findOrganisation(trx, organisationId)
  return { ...settings, people, withoutSecondFactor: people - withSecondFactor, youHaveSecondFactor }
}

/** For the log: what is other than it was. */
function changesIn(before: OrganisationSettings, after: ChangeOrganisationSettings): Record<string, string> {
  const changed = (['name', 'kind', 'secondFactorRequired'] as const).filter(
    (field) => before[field] !== after[field],
  )
  return Object.fromEntries(changed.map((field) => [field, String(after[field])]))
}
