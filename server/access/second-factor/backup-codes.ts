import { createHmac } from 'node:crypto'

/** Without letters that look like a digit or like each other. */
const CHARACTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const HOW_MANY = 10
const LENGTH = 10

export const BACKUP_CODE_BYTES = HOW_MANY * LENGTH

/** Ten codes of fifty bits each, made of these random bytes. */
export function newBackupCodes(random: Buffer): string[] {
  const characters = [...random].map((byte) => CHARACTERS[byte % CHARACTERS.length]).join('')
  return Array.from({ length: HOW_MANY }, (_, which) => {
    const code = characters.slice(which * LENGTH, (which + 1) * LENGTH)
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
  })
}

/** As it is compared: whatever was typed for spaces, dashes, capitals and look-alikes. */
export function plainCode(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replace(/[il]/g, '1')
    .replaceAll('o', '0')
}

/** Only this is stored. It takes the secret of the server to try codes on it. */
export function backupCodeMac(secret: string, userId: string, code: string): Buffer {
  return createHmac('sha256', secret)
    .update(`backup code ${userId} ${plainCode(code)}`)
    .digest()
}
