/** Moves API keys from an earlier root secret to the current one, so that the operator can drop the earlier one. */
import type { Context } from '../../context.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { countKeysOutside, listSealedUnder, rewrapKeyRows, updateDigest } from './rewrap-queries.ts'
import { openSealedKey, toStoredForms } from './seal.ts'

const BATCH_SIZE = 500

export interface RewrappedKeys {
  readonly moved: number
  /**
   * Active keys that stay where they are, by the version of their root secret. Of a secret that is named those are not
   * sealed ("show once"): each moves by itself when it is used next.
   */
  readonly waiting: ReadonlyArray<{ readonly version: number; readonly count: number }>
}

/**
 * Digests and seals every sealed key anew, whoever's it is. Can be broken off and run again, beside running servers.
 */
export async function rewrapApiKeys(ctx: Context): Promise<RewrappedKeys> {
  const [{ version }, ...earlier] = ctx.keyring.masters
  const versions = earlier.map((master) => master.version)
  let moved = 0
  // Each round takes what it reads out of the next one: a row moves, or its sealed form was erased meanwhile.
  for (;;) {
    const rows = await listSealedUnder(ctx.db, versions, BATCH_SIZE)
    if (rows.length === 0) break
    const forms = rows.map((row) => ({
      id: row.id,
      ...toStoredForms(ctx.keyring, row.id, openSealedKey(ctx.keyring, row)),
    }))
    moved += await rewrapKeyRows(ctx.db, version, forms)
  }
  return { moved, waiting: await countKeysOutside(ctx.db, version, new Date(ctx.clock.nowMs())) }
}

/** Moves one key that is not sealed, whose plain form is at hand because it is being used. Never fails the request. */
export async function redigestKey(
  ctx: Context,
  row: { readonly id: ApiKeyId },
  to: { readonly digest: Buffer; readonly pepperVersion: number },
): Promise<void> {
  try {
    await updateDigest(ctx.db, row.id, to)
  } catch (err) {
    ctx.log.warn({ err, apiKeyId: row.id }, 'API key could not be moved to the current secret')
  }
}
