/** What an authenticator does: makes passkeys and signs challenges (WebAuthn 3 §6), and lies where a test wants it to. */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

const UP = 0x01
const UV = 0x04
const AT = 0x40

/** What a test may do wrong. */
export interface Lies {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  /** Whether the device says that it made sure of its person. */
  readonly isVerified?: boolean
  readonly userHandle?: string | null
  /** How often it says that it has signed. */
  readonly counter?: number
}

/** One passkey, which counts how often it has signed. */
export class TestPasskey {
  readonly id = randomBytes(16).toString('base64url')
  readonly #origin: string
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject
  #userHandle = ''
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    this.#publicKey = publicKey
  }

  /** RegistrationResponseJSON for what the server offered. */
  register(options: { challenge: string; user: { id: string } }, lies: Lies = {}) {
    this.#userHandle = options.user.id
    const id = Buffer.from(this.id, 'base64url')
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, toCose(this.#publicKey)])
    const authData = Buffer.concat([this.#authData(lies, AT), attested])
    const attestationObject = Buffer.concat([
      ...[Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
      ...[text('authData'), bytes(authData)],
    ])
    return {
      ...{ id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, lies),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** AuthenticationResponseJSON for a challenge. */
  sign(options: { challenge: string }, lies: Lies = {}) {
    this.#counter += 1
    const authenticatorData = this.#authData(lies)
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, lies)
    const clientHash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
    const signer = createSign('sha256').update(authenticatorData).update(clientHash)
    const userHandle = lies.userHandle === undefined ? this.#userHandle : lies.userHandle
    return {
      ...{ id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} },
      response: {
        ...{ clientDataJSON, authenticatorData: authenticatorData.toString('base64url') },
        ...{ signature: signer.sign(this.#privateKey).toString('base64url'), userHandle },
      },
    }
  }

  #authData({ rpId, isVerified = true, counter = this.#counter }: Lies, more = 0): Buffer {
    const id = rpId ?? new URL(this.#origin).hostname
    const tail = Buffer.alloc(5)
    tail.writeUInt8(UP | (isVerified ? UV : 0) | more, 0)
    tail.writeUInt32BE(counter, 1)
    return Buffer.concat([createHash('sha256').update(id).digest(), tail])
  }

  #clientData(type: string, challenge: string, { origin = this.#origin, challenge: other }: Lies): string {
    const data = { type, challenge: other ?? challenge, origin, crossOrigin: false }
    return Buffer.from(JSON.stringify(data)).toString('base64url')
  }
}

/** EC2, ES256, P-256 (RFC 9053 §7.1). */
function toCose(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const [left, right] = [x, y].map((part) => bytes(Buffer.from(part, 'base64url')))
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21])
  return Buffer.concat([head, left ?? head, Buffer.from([0x22]), right ?? head])
}

/** A CBOR byte string of less than 64 KiB (RFC 8949 §3.1). */
function bytes(data: Buffer): Buffer {
  const head = data.length < 256 ? [0x58, data.length] : [0x59, data.length >> 8, data.length & 255]
  return Buffer.concat([Buffer.from(head), data])
}

/** A CBOR text string of less than 24 bytes. */
function text(word: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)])
}
