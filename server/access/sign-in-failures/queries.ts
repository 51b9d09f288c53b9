import { type Database, narrow, PROGRAMME_CHAIN, within } from '../../database.ts'
import { findStanding, findUserByEmail } from '../queries.ts'

/** Where the account belongs, or with the programme when there is none: one more on this day, and not a word about who. */
export async function countFailedSignIn(db: Database, email: string, now: Date): Promise<void> {
  const userId = (await findUserByEmail(db, email))?.id ?? ''
  await within(db, { userId }, async (trx) => {
    const standing = await findStanding(trx, userId)
    const organisationId = standing?.membership?.organisationId
    await narrow(trx, organisationId ? { organisationId } : { scope: 'account' })
    await trx
      .insertInto('signInFailures')
      .values({ chainId: organisationId ?? PROGRAMME_CHAIN, day: now.toISOString().slice(0, 10) })
      .onConflict((conflict) =>
        conflict
          .columns(['chainId', 'day'])
          .doUpdateSet((eb) => ({ attempts: eb('signInFailures.attempts', '+', 1) })),
      )
      .execute()
  })
}
