/** Signs the cursors of lists, so that a caller can pass one back but neither read meaning into it nor alter it. */
import { equalBytes, hmacSha256 } from './crypto.ts'
import { invalidField } from './errors.ts'
import type { Keys } from './keyring.ts'

/** 128 bits: as hard to guess as a random UUID, and half the length of the full digest. */
const MAC_BYTES = 16
/** Longest cursor that is looked at; ours have about 120 characters. */
const MAX_LENGTH = 1000

/**
 * A cursor for the row after which the next page begins; base64url of MAC (16 bytes) ‖ position in JSON.
 * `scope` says which list it belongs to (tenant, filters): with another scope it does not open.
 */
export function signCursor([key]: Keys, scope: readonly unknown[], position: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify(position))
  return Buffer.concat([macOf(key, scope, payload), payload]).toString('base64url')
}

/** The position in a cursor, or undefined when it was not signed with one of these keys for this very scope. */
export function openCursor(keys: Keys, scope: readonly unknown[], cursor: string): readonly string[] | undefined {
  if (cursor.length > MAX_LENGTH) return undefined
  const bytes = Buffer.from(cursor, 'base64url')
  // Node's decoder skips foreign characters: without this, many texts would stand for one cursor.
  if (bytes.byteLength <= MAC_BYTES || bytes.toString('base64url') !== cursor) return undefined
  const payload = bytes.subarray(MAC_BYTES)
  const mac = bytes.subarray(0, MAC_BYTES)
  if (!keys.some((key) => equalBytes(mac, macOf(key, scope, payload)))) return undefined
  // Only `signCursor` can have made it.
  return JSON.parse(payload.toString()) as string[]
}

/**
 * The `parts` of the position in a cursor that a caller gave back in `field`. Throws `validation_failed` naming it when
 * the cursor was altered, or belongs to another list, tenant or filter.
 */
export function parseCursor(
  keys: Keys,
  scope: readonly unknown[],
  cursor: string,
  { field, parts }: { readonly field: 'cursor' | 'next_token'; readonly parts: number },
): readonly string[] {
  const position = openCursor(keys, scope, cursor)
  if (position?.length === parts) return position
  const name = field === 'cursor' ? 'nextCursor' : field
  throw invalidField(field, `must be the ${name} of an earlier answer to a request with the same filters`)
}

/** The scope is written as JSON, whose quotes and brackets keep `['a', 'b']` and `['a,b']` apart. */
function macOf(key: Uint8Array, scope: readonly unknown[], payload: Uint8Array): Buffer {
  const text = Buffer.from(`cursor\n${JSON.stringify(scope)}\n`)
  return hmacSha256(key, Buffer.concat([text, payload])).subarray(0, MAC_BYTES)
}
