/** Answers whose key this is: form, digest, cache, database, in that order of cost. */
import type { Context } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { keyCacheOf } from './cache.ts'
import { parseKey } from './format.ts'
import { type AuthenticatedKey, isActive, type KnownKey, toKnownKey } from './known-key.ts'
import { findKeyByDigests } from './queries.ts'
import { redigestKey } from './rewrap.ts'

/** How long an answer may be used again; a change drops it earlier (LISTEN), these bound a lost connection. */
const KNOWN_LIFE_MS = 10_000
const UNKNOWN_LIFE_MS = 2_000

/** Decides on look-ups of keys that the cache does not have. */
interface LookupGate {
  /** Throws to keep the database out of it. */
  begin(digestHex: string): void
  /** There is such a key. */
  found(digestHex: string): void
}

const OPEN_GATE: LookupGate = { begin: () => undefined, found: () => undefined }

/**
 * The key's holder, or undefined when the key is malformed, unknown, revoked or expired. Form and checksum come first,
 * so that junk costs neither a digest nor a look-up; the cache is by digest and never by key. `lookups` is told the hex of
 * the digest before the database is asked, and may throw instead.
 */
export async function authenticateKey(
  ctx: Context,
  key: string,
  lookups: LookupGate = OPEN_GATE,
): Promise<AuthenticatedKey | undefined> {
  if (!parseKey(key)) return undefined
  const digest = ctx.keyring.peppers[0].key.digest(key)
  const hex = digest.toString('hex')
  const nowMs = ctx.clock.nowMs()
  const look = async () => {
    lookups.begin(hex)
    const found = await acrossOrganizations(() => lookUp(ctx, key, digest))
    if (found) lookups.found(hex)
    return found
  }
  const known = await keyCacheOf(ctx).get(hex, nowMs, look, lifeOf)
  return known && isActive(known, nowMs) ? known.holder : undefined
}

/**
 * The key's holder from the cache, without waiting. Undefined when the key is unknown here or not active: only
 * `authenticateKey` can tell which.
 */
export function recallKey(ctx: Context, key: string): AuthenticatedKey | undefined {
  if (!parseKey(key)) return undefined
  const nowMs = ctx.clock.nowMs()
  const known = keyCacheOf(ctx).peek(ctx.keyring.peppers[0].key.hex(key), nowMs)
  return known && isActive(known, nowMs) ? known.holder : undefined
}

async function lookUp(ctx: Context, key: string, digest: Buffer): Promise<KnownKey | undefined> {
  const [current, ...earlier] = ctx.keyring.peppers
  const row = await findKeyByDigests(ctx.db, [digest, ...earlier.map((old) => old.key.digest(key))])
  if (!row) return undefined
  const known = toKnownKey(ctx.config, row)
  const isMovable = row.pepperVersion !== current.version && !row.isSealed && isActive(known, ctx.clock.nowMs())
  if (isMovable) await redigestKey(ctx, row, { digest, pepperVersion: current.version })
  return known
}

function lifeOf(known: KnownKey | undefined): number {
  return known ? KNOWN_LIFE_MS : UNKNOWN_LIFE_MS
}
