/** The written form of an API key: `sk_live_` or `sk_test_`, 32 random base62 characters, 6 of their CRC32. */
import { crc32 } from 'node:zlib'
import type { Environment } from '../../db/tables.ts'
import { randomBase62, toBase62 } from '../../lib/crypto.ts'

const RANDOM_LENGTH = 32
const CHECKSUM_LENGTH = 6
const PREFIXES: Readonly<Record<Environment, string>> = { live: 'sk_live_', sandbox: 'sk_test_' }
const FORM = /^(sk_live_|sk_test_)[0-9A-Za-z]{38}$/
const KEY_LENGTH = 46

/** Makes a key of 190 random bits. */
export function generateKey(environment: Environment): string {
  const body = PREFIXES[environment] + randomBase62(RANDOM_LENGTH)
  return body + checksumOf(body)
}

/**
 * The environment a key is for, or undefined when it is not a key of ours: wrong prefix, length, character or
 * checksum. A typo is refused here without a look-up.
 */
export function parseKey(text: string): Environment | undefined {
  if (text.length !== KEY_LENGTH || !FORM.test(text)) return undefined
  const body = text.slice(0, -CHECKSUM_LENGTH)
  if (text.slice(-CHECKSUM_LENGTH) !== checksumOf(body)) return undefined
  return text.startsWith(PREFIXES.live) ? 'live' : 'sandbox'
}

/** The parts that may be shown: the prefix and the last four characters. */
export function displayParts(key: string): { prefix: string; last4: string } {
  return { prefix: key.slice(0, PREFIXES.live.length), last4: key.slice(-4) }
}

/** CRC-32 (ISO 3309, as zlib) in six base62 digits: 62^6 > 2^32. */
function checksumOf(body: string): string {
  return toBase62(crc32(body), CHECKSUM_LENGTH)
}
