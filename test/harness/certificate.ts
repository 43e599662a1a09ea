/** Makes a certificate for `localhost` and 127.0.0.1 that nobody trusts until they are told to. */
import { createSign, generateKeyPairSync } from 'node:crypto'

export interface OwnCertificate {
  /** PEM, both. */
  readonly key: string
  readonly cert: string
}

/** Self-signed, ECDSA on P-256, valid for a day around now (RFC 5280). */
export function makeCertificate(): OwnCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signed = sequence(oid(ECDSA_SHA256))
  const name = sequence(der(0x31, sequence(oid(COMMON_NAME), der(0x0c, Buffer.from('localhost')))))
  const validity = sequence(toTime(-86_400_000), toTime(86_400_000))
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
  const extensions = der(0xa3, sequence(sequence(oid(SUBJECT_NAMES), der(0x04, names))))
  const version = der(0xa0, der(0x02, Buffer.from([2])))
  const body = sequence(
    ...[version, der(0x02, Buffer.from([1])), signed, name, validity, name],
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  )
  const signature = createSign('sha256').update(body).sign(privateKey)
  const bytes = sequence(body, signed, der(0x03, Buffer.from([0]), signature))
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

const ECDSA_SHA256 = '2a8648ce3d040302'
const COMMON_NAME = '550403'
const SUBJECT_NAMES = '551d11'

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function toTime(fromNowMs: number): Buffer {
  const text = new Date(Date.now() + fromNowMs).toISOString().replace(/[-:T]|\.\d+/g, '')
  return der(0x18, Buffer.from(text))
}

/** One value of DER (X.690 §8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const size = value.length
  const long = size > 255 ? [0x82, size >> 8, size & 255] : [0x81, size]
  return Buffer.concat([Buffer.from([tag, ...(size < 128 ? [size] : long)]), value])
}
