/** What an authenticator app does: six digits from an `otpauth:` URI (RFC 6238, RFC 4226 §5.3). */
import { createHmac } from 'node:crypto'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const PERIOD_MS = 30_000

/** So much of a period must be left that a code reaches the server while it is shown. */
const MIN_LEFT_MS = 3000

/** The code of the present period, or of another one for what must be refused; near its end that of the next, once it has begun. */
export function computeTotp(uri: string, periodsAhead = 0): string {
  const leftMs = PERIOD_MS - (Date.now() % PERIOD_MS)
  if (leftMs < MIN_LEFT_MS) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, leftMs)
  const secret = fromBase32(new URL(uri).searchParams.get('secret') ?? '')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD_MS) + periodsAhead))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
