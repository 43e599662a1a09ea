/** Answers whose key this is: form, digest, cache, database, in that order of cost. */
import type { Context } from '../../context.ts'
import { hmacSha256 } from '../../lib/crypto.ts'
import type { ApiKeyActor } from '../actor.ts'
import { parseKey } from './format.ts'
import { type AuthenticatedKeyRow, findKeyByDigests } from './queries.ts'

/** The channel that tells that a key changed; its payload is the hex of the key's digest (migration 0002). */
export const API_KEY_CHANGED_CHANNEL = 'api_key_changed'

/** How long an answer may be used again; a change drops it earlier (LISTEN), these bound a lost connection. */
const KNOWN_LIFE_MS = 10_000
const UNKNOWN_LIFE_MS = 2_000
/** Entries kept; past it the oldest go. 20,000 entries take about 10 MB. */
const MOST_ENTRIES = 20_000

/** A key that is in force. */
export interface AuthenticatedKey {
  readonly actor: ApiKeyActor
  /** Addresses or CIDR ranges that may use the key; empty means every address. */
  readonly ipAllowlist: readonly string[]
  readonly limit: { readonly ratePerSecond: number; readonly burst: number; readonly dailyQuota: number }
}

export interface Authenticator {
  /** The key's holder, or undefined when it is malformed, unknown, revoked or expired. */
  authenticate(key: string): Promise<AuthenticatedKey | undefined>
  /** Forgets a key by the hex of its digest. */
  drop(digestHex: string): void
  /** Forgets everything: after a lost connection nobody knows what was missed. */
  dropAll(): void
}

interface Entry {
  readonly row: AuthenticatedKeyRow | undefined
  readonly usableUntilMs: number
}

/** An authenticator with its own cache, by digest and never by key. */
export function createAuthenticator(ctx: Context): Authenticator {
  const cache = new Map<string, Entry>()
  // A drop that arrives while a look-up is under way must not be undone by what that look-up read before.
  let generation = 0

  async function lookUp(key: string): Promise<AuthenticatedKeyRow | undefined> {
    const digests = ctx.keyring.peppers.map((pepper) => hmacSha256(pepper.key, key))
    const [current] = digests
    const cacheKey = current?.toString('hex') ?? ''
    const nowMs = ctx.clock.nowMs()
    const cached = cache.get(cacheKey)
    if (cached && nowMs < cached.usableUntilMs) return cached.row

    const begun = generation
    const row = await findKeyByDigests(ctx.db, digests)
    if (begun === generation) {
      cache.set(cacheKey, { row, usableUntilMs: nowMs + (row ? KNOWN_LIFE_MS : UNKNOWN_LIFE_MS) })
      evictOldest(cache)
    }
    return row
  }

  return {
    async authenticate(key) {
      if (!parseKey(key)) return undefined
      const row = await lookUp(key)
      return row && isInForce(row, ctx.clock.nowMs()) ? toAuthenticatedKey(ctx, row) : undefined
    },
    drop(digestHex) {
      generation++
      // A key made under an earlier pepper is cached by the digest of the current one, which the row does not know.
      if (!cache.delete(digestHex) && ctx.keyring.peppers.length > 1) cache.clear()
    },
    dropAll() {
      generation++
      cache.clear()
    },
  }
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

function evictOldest(cache: Map<string, Entry>): void {
  if (cache.size <= MOST_ENTRIES) return
  const [oldest] = cache.keys()
  if (oldest !== undefined) cache.delete(oldest)
}
