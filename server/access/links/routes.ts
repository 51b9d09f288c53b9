import type { FastifyRequest } from 'fastify'
import { within } from '../../database.ts'
import type { Mail } from '../../mailer.ts'
import { LIMITS } from '../../rate-limits/limits.ts'
import type { Services } from '../../services.ts'
import { findUserByEmail } from '../queries.ts'
import type { LinkKind } from './link.ts'
import { findHolder, type Holder, insertLink } from './queries.ts'

type AskedBy = FastifyRequest<{ Body: { email: string } }>
type Write = (holder: Holder, secret: string) => Mail

/** Not awaited: neither the answer nor how long it takes may tell whether the address is known. */
export function sendLink(services: Services, request: AskedBy, kind: LinkKind, write: Write): void {
  const email = request.body.email.toLowerCase()
  mailLink(services, email, kind, write).catch((err) => request.log.error({ err }, `${kind} link`))
}

async function mailLink(services: Services, email: string, kind: LinkKind, write: Write): Promise<void> {
  const { db, auth, mailer, now, rateStore } = services
  const { uses } = await rateStore.count('mail-to', email)
  if (uses > LIMITS['mail-to'].most) return
  const user = await findUserByEmail(db, email)
  if (!user) return
  const secret = auth.newSecret()
  const holder = await within(db, { userId: user.id }, async (trx) => {
    const holder = await findHolder(trx, user.id)
    if (holder) await insertLink(trx, holder, { kind, secret, now: now() })
    return holder
  })
  if (holder) await mailer.send(write(holder, secret))
}
