import { createHash, createHmac } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 26
const BYTES = 16

/**
 * Personal codes and link codes are worked out from a secret that the database does not hold, so a slip can be printed again
 * while a copy of the database opens nothing.
 */
export interface CodeMaker {
  linkCode(scanId: string, groupId: string): string
  personalCode(scanId: string, groupId: string, place: number): string
}

export function codeMaker(secret: string): CodeMaker {
  const derive = (...parts: string[]) =>
    toBase32(createHmac('sha256', secret).update(parts.join('/')).digest().subarray(0, BYTES))
  return {
    linkCode: (scanId, groupId) => derive('regie-link', scanId, groupId),
    personalCode: (scanId, groupId, place) => derive('regie-code', scanId, groupId, String(place)),
  }
}

/** What the database keeps of a code. Takes a normalised code. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code, 'ascii').digest()
}

/** As typed from paper: capitals, spaces and dashes do not matter, nor do the letters that look like digits. */
export function normaliseCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character))
    ? code
    : undefined
}

/** In groups of four, as printed. */
export function spacedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

function toBase32(bytes: Uint8Array): string {
  let code = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      code += ALPHABET[(value >>> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? code + ALPHABET[(value << (5 - bits)) & 31] : code
}
