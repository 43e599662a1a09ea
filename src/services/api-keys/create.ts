/** Makes an API key: the plain key is answered once, its digest and ciphertext are stored. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { hmacSha256 } from '../../lib/crypto.ts'
import { type ApiKeyId, type MemberUserId, newId } from '../../lib/ids.ts'
import { sealSecret } from '../../lib/keyring.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { displayParts, generateKey } from './format.ts'
import { insertApiKey } from './queries.ts'

export interface CreateApiKey {
  readonly environment: Environment
  /** 1 to 200 characters. */
  readonly name: string
  readonly ownerUserId?: MemberUserId
  /** Defaults to everything. */
  readonly scopes?: readonly string[]
}

/** Creates a key for the actor's organization and answers the plain key. Audited. */
export async function createApiKey(
  ctx: TxContext,
  actor: Actor,
  input: CreateApiKey,
): Promise<{ id: ApiKeyId; key: string }> {
  requireScope(actor, '*')
  const id = newId<ApiKeyId>()
  const key = generateKey(input.environment)
  const [pepper] = ctx.keyring.peppers
  const { bytes } = sealSecret(ctx.keyring, Buffer.from(key), sealContext(id))
  await insertApiKey(ctx.db, {
    id,
    organizationId: actor.organizationId,
    environment: input.environment,
    name: input.name,
    digest: hmacSha256(pepper.key, key),
    pepperVersion: pepper.version,
    ...displayParts(key),
    ciphertext: bytes,
    ownerUserId: input.ownerUserId ?? null,
    scopes: [...(input.scopes ?? ['*'])],
    createdAt: nowDate(ctx.clock),
  })
  await recordAudit(ctx, actor, {
    action: 'api_key.create',
    targetId: id,
    details: { environment: input.environment },
  })
  return { id, key }
}

/** Binds a ciphertext to its row, so that it cannot be moved to another. */
export function sealContext(id: ApiKeyId): string {
  return `api-key:${id}`
}
