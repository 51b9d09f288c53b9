import { hashSecret } from '../secret.ts'

const MINUTES = 30

export function resetExpiresAt(now: Date): Date {
  return new Date(now.getTime() + MINUTES * 60_000)
}

/** The name under which better-auth's table keeps a reset; the secret itself is not stored. */
export function resetIdentifier(secret: string): string {
  return `password-reset:${hashSecret(secret).toString('hex')}`
}
