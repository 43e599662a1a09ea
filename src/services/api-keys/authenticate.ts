/** Answers whose key this is: form, digest, cache, database, in that order of cost. */
import type { Context } from '../../context.ts'
import { hmacSha256 } from '../../lib/crypto.ts'
import type { ExpiringCache } from '../../lib/expiring-cache.ts'
import type { ApiKeyActor } from '../actor.ts'
import { parseKey } from './format.ts'
import { type AuthenticatedKeyRow, findKeyByDigests } from './queries.ts'

/** The channel that tells that a key changed; its payload is the hex of the key's digest (migration 0002). */
export const API_KEY_CHANGED_CHANNEL = 'api_key_changed'

/** How long an answer may be used again; a change drops it earlier (LISTEN), these bound a lost connection. */
const KNOWN_LIFE_MS = 10_000
const UNKNOWN_LIFE_MS = 2_000
/** Entries kept in the cache: about 10 MB. */
export const MOST_CACHED_KEYS = 20_000

/** A key that is in force. */
export interface AuthenticatedKey {
  readonly actor: ApiKeyActor
  /** Addresses or CIDR ranges that may use the key; empty means every address. */
  readonly ipAllowlist: readonly string[]
  readonly limit: { readonly ratePerSecond: number; readonly burst: number; readonly dailyQuota: number }
}

/**
 * The key's holder, or undefined when the key is malformed, unknown, revoked or expired. Form and checksum come first,
 * so that junk costs neither a digest nor a look-up; the cache is by digest and never by key.
 */
export async function authenticateKey(ctx: Context, key: string): Promise<AuthenticatedKey | undefined> {
  if (!parseKey(key)) return undefined
  const [pepper, ...earlier] = ctx.keyring.peppers
  const digest = hmacSha256(pepper.key, key)
  const nowMs = ctx.clock.nowMs()
  const look = () => findKeyByDigests(ctx.db, [digest, ...earlier.map((old) => hmacSha256(old.key, key))])
  // Everything in this cache was put there by this function.
  const cache = ctx.keyCache as ExpiringCache<AuthenticatedKeyRow | undefined>
  const row = await cache.get(digest.toString('hex'), nowMs, look, (found) => (found ? KNOWN_LIFE_MS : UNKNOWN_LIFE_MS))
  return row && isInForce(row, nowMs) ? toAuthenticatedKey(ctx, row) : undefined
}

/**
 * Forgets a key by the hex of its digest, here and now. A key made under an earlier pepper is cached by its digest
 * under the current one, which its row does not know: then everything is forgotten.
 */
export function forgetKey(ctx: Pick<Context, 'keyCache' | 'keyring'>, digestHex: string): void {
  if (!ctx.keyCache.drop(digestHex) && ctx.keyring.peppers.length > 1) ctx.keyCache.dropAll()
}

function isInForce(row: AuthenticatedKeyRow, nowMs: number): boolean {
  if (row.revokedAt && row.revokedAt.getTime() <= nowMs) return false
  if (row.expiresAt && row.expiresAt.getTime() <= nowMs) return false
  return row.organizationStatus === 'active'
}

function toAuthenticatedKey(ctx: Context, row: AuthenticatedKeyRow): AuthenticatedKey {
  const { limits } = ctx.config
  return {
    actor: {
      kind: 'api_key',
      organizationId: row.organizationId,
      environment: row.environment,
      apiKeyId: row.id,
      ownerUserId: row.ownerUserId ?? undefined,
      scopes: row.scopes,
      workflowId: row.workflowId ?? undefined,
    },
    ipAllowlist: row.ipAllowlist,
    limit: {
      ratePerSecond: row.ratePerSecond ?? limits.ratePerSecond,
      burst: row.rateBurst ?? limits.burst,
      dailyQuota: row.dailyQuota ?? limits.dailyQuota,
    },
  }
}
