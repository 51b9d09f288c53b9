import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import { createReadStream, promises as fs } from 'node:fs'
import { pipeline, type Readable, Transform } from 'node:stream'
import { BackupFault, Unsound } from './fault.ts'

/**
 * An encrypted backup: MAGIC, salt, nonce, check of the key, then the gzip in AES-256-GCM, and its tag. The key is worked out from the
 * key file anew for each backup, so that a nonce is never used twice with one key.
 */
const MAGIC = Buffer.from('REGIE-SEALED-1\n')
const SALT = 16
const NONCE = 12
const CHECK = 16
const TAG = 16
const HEAD = MAGIC.length + SALT + NONCE + CHECK
const LEAST_CHARACTERS = 20

/** What a key file holds: a passphrase, or random characters. */
export async function readKeyFile(file: string): Promise<Buffer> {
  const secret = (await fs.readFile(file).catch(() => undefined))?.toString().trim()
  if (secret === undefined) throw new BackupFault(`The key file ${file} cannot be read.`)
  if (secret.length >= LEAST_CHARACTERS) return Buffer.from(secret)
  throw new BackupFault(
    `The key in ${file} is too short: use ${LEAST_CHARACTERS} characters or more, such as openssl rand -base64 32 makes.`,
  )
}

/** Encrypts what passes through it. */
export function sealing(secret: Buffer): Transform {
  const salt = randomBytes(SALT)
  const nonce = randomBytes(NONCE)
  const key = keyFrom(secret, salt)
  const head = Buffer.concat([MAGIC, salt, nonce, checkOf(key)])
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(head)
  const seal = new Transform({
    transform: (chunk, _encoding, done) => done(null, cipher.update(chunk)),
    flush(done) {
      this.push(cipher.final())
      done(null, cipher.getAuthTag())
    },
  })
  seal.push(head)
  return seal
}

/** The gzip in a file, encrypted or not. What comes out is only known to be sound when all of it did. */
export async function openSealed(file: string, secret: Buffer | undefined): Promise<Readable> {
  const head = await readPart(file, 0, HEAD)
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) return createReadStream(file)
  if (!secret) throw new Unsound('sealed')
  const { size } = await fs.stat(file)
  if (size < HEAD + TAG) throw new Unsound('truncated')
  const [salt, nonce, check] = [SALT, NONCE, CHECK].map((length, place, all) => {
    const from = all.slice(0, place).reduce((sum, one) => sum + one, MAGIC.length)
    return head.subarray(from, from + length)
  }) as [Buffer, Buffer, Buffer]
  const key = keyFrom(secret, salt)
  if (!timingSafeEqual(check, checkOf(key))) throw new Unsound('wrong-key')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  decipher.setAAD(head).setAuthTag(await readPart(file, size - TAG, TAG))
  const opened = new Transform({
    transform: (chunk, _encoding, done) => done(null, decipher.update(chunk)),
    flush(done) {
      try {
        done(null, decipher.final())
      } catch {
        done(new Unsound('damaged'))
      }
    },
  })
  // the reader of `opened` hears of every fault
  return pipeline(createReadStream(file, { start: HEAD, end: size - TAG - 1 }), opened, () => undefined)
}

/** Slow on purpose: a passphrase must not be found by trying. */
function keyFrom(secret: Buffer, salt: Buffer): Buffer {
  return scryptSync(secret, salt, 32, { N: 2 ** 15, maxmem: 2 ** 26 })
}

function checkOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('the right key').digest().subarray(0, CHECK)
}

async function readPart(file: string, position: number, length: number): Promise<Buffer> {
  const opened = await fs.open(file, 'r')
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await opened.close()
  }
}
