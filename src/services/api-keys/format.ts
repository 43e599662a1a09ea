/** The written form of an API key: `sk_live_` or `sk_test_`, 32 random base62 characters, 6 of their CRC32. */
import { crc32 } from 'node:zlib'
import type { Environment } from '../../db/tables.ts'
import { randomBase62, toBase62 } from '../../lib/crypto.ts'

const RANDOM_LENGTH = 32
const CHECKSUM_LENGTH = 6
const PREFIXES: Readonly<Record<Environment, string>> = { live: 'sk_live_', sandbox: 'sk_test_' }
const FORM = /^sk_(live|test)_[0-9A-Za-z]{38}$/
const KEY_LENGTH = 46

/** Makes a key of 190 random bits. */
export function generateKey(environment: Environment): string {
  const body = PREFIXES[environment] + randomBase62(RANDOM_LENGTH)
  return body + checksumOf(body)
}

/** What a string is: a well-formed key of one environment, or what keeps it from being one. */
export type InspectedKey =
  | { readonly environment: Environment; readonly prefix: string }
  | { readonly environment?: never; readonly problem: string }

/**
 * The environment a key is for, or undefined when it is not a key of ours: wrong prefix, length, character or
 * checksum. A typo is refused here without a look-up.
 */
export function parseKey(text: string): Environment | undefined {
  return inspectKey(text).environment
}

/** Looks at the form of any string, the cheapest test first; the answer never repeats the string. */
export function inspectKey(text: string): InspectedKey {
  const environment = text.startsWith(PREFIXES.live)
    ? 'live'
    : text.startsWith(PREFIXES.sandbox)
      ? 'sandbox'
      : undefined
  if (!environment) return { problem: `it does not begin with ${PREFIXES.live} or ${PREFIXES.sandbox}` }
  if (text.length !== KEY_LENGTH) return { problem: `it is ${text.length} characters long, not ${KEY_LENGTH}` }
  if (!FORM.test(text)) return { problem: 'it holds a character that is neither a letter of A–Z or a–z nor a digit' }
  const body = text.slice(0, -CHECKSUM_LENGTH)
  if (text.slice(-CHECKSUM_LENGTH) !== checksumOf(body))
    return { problem: 'its checksum is wrong, so a part was mistyped' }
  return { environment, prefix: PREFIXES[environment] }
}

/** The parts that may be shown: the prefix and the last four characters. */
export function displayParts(key: string): { prefix: string; last4: string } {
  return { prefix: key.slice(0, PREFIXES.live.length), last4: key.slice(-4) }
}

/** CRC-32 (ISO 3309, as zlib) in six base62 digits: 62^6 > 2^32. */
function checksumOf(body: string): string {
  return toBase62(crc32(body), CHECKSUM_LENGTH)
}
