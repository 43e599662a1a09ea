/** What this process remembers of API keys, and how it forgets: by key, by organization, everything. */
import type { Context } from '../../context.ts'
import type { ExpiringCache } from '../../lib/expiring-cache.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { KnownKey } from './known-key.ts'

/** The channel that tells that a key changed; its payload is the hex of the key's digest (migration 0002). */
export const API_KEY_CHANGED_CHANNEL = 'api_key_changed'
/** The channel that tells that an organization's name, status or limits changed; its payload is the id (migration 0007). */
export const ORGANIZATION_CHANGED_CHANNEL = 'organization_changed'

/** Entries kept in the cache: about 20 MB. */
export const MAX_CACHED_KEYS = 20_000

type WithCache = Pick<Context, 'keyCache'>

/** The cache of keys, by the hex of their digests under the current pepper; undefined means: there is no such key. */
export function keyCacheOf(ctx: WithCache): ExpiringCache<KnownKey | undefined> {
  // Only `authenticateKey` puts anything into this cache.
  return ctx.keyCache as ExpiringCache<KnownKey | undefined>
}

/**
 * Forgets a key by the hex of its digest, here and now. A key made under an earlier pepper is cached by its digest
 * under the current one, which its row does not know: then everything is forgotten.
 */
export function forgetKey(ctx: WithCache & Pick<Context, 'keyring'>, digestHex: string): void {
  if (!ctx.keyCache.drop(digestHex) && ctx.keyring.peppers.length > 1) ctx.keyCache.dropAll()
}

/** Forgets every key of an organization, here and now. */
export function forgetOrganization(ctx: WithCache, organizationId: OrganizationId): void {
  keyCacheOf(ctx).dropWhere((known) => known?.holder.actor.organizationId === organizationId)
}
