import { argon2, timingSafeEqual } from 'node:crypto'

const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_BYTES = 32
const SHORTEST = 12
const FEWEST_CHARACTERS = 5

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. The salt comes from the caller. */
export async function hashPassword(password: string, salt: Buffer): Promise<string> {
  const tag = await derive(password, salt)
  return written(salt, tag)
}

/** Of these 48 random bytes: a hash that no password has, to be checked all the same when an address is unknown. */
export function hashOfNobody(random: Buffer): string {
  return written(random.subarray(0, 16), random.subarray(16))
}

function written(salt: Buffer, tag: Buffer): string {
  const settings = `m=${MEMORY_KIB},t=${PASSES},p=${LANES}`
  return `$argon2id$v=19$${settings}$${unpadded(salt)}$${unpadded(tag)}`
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, algorithm, , , salt, tag] = hash.split('$')
  if (algorithm !== 'argon2id' || !salt || !tag) return false
  const expected = Buffer.from(tag, 'base64')
  const found = await derive(password, Buffer.from(salt, 'base64'))
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** Too short, nearly one character, or the address itself. */
export function isWeakPassword(password: string, email: string): boolean {
  const characters = new Set(password)
  const [local = ''] = email.split('@')
  return (
    [...password].length < SHORTEST ||
    characters.size < FEWEST_CHARACTERS ||
    [email, local].includes(password.toLowerCase())
  )
}

/** Lets few work at the same time and the others wait in line; with too many waiting, `tooBusy` is thrown. */
export function inLine(places: number, longest: number, tooBusy: () => Error) {
  let working = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length >= longest) throw tooBusy()
    if (working >= places) await new Promise<void>((start) => waiting.push(start))
    else working++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working--
    }
  }
}

function derive(password: string, nonce: Buffer): Promise<Buffer> {
  const settings = { parallelism: LANES, tagLength: TAG_BYTES, memory: MEMORY_KIB, passes: PASSES }
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message: password.normalize('NFKC'), nonce, ...settings }, (error, tag) =>
      error ? reject(error) : resolve(tag),
    )
  })
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
