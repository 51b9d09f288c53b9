import { createHash } from 'node:crypto'

/** Only this is stored: whoever reads the database cannot open the link. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
