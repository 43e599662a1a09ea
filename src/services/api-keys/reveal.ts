/** Opens the sealed keys of an organization again, for those who may see them. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { unsealSecret } from '../../lib/keyring.ts'
import { type Actor, requireScope } from '../actor.ts'
import { sealContext } from './create.ts'
import { listSealedKeys } from './queries.ts'

/** The keys in force that can still be shown, oldest first; operators only. */
export async function revealApiKeys(
  ctx: TxContext,
  actor: Actor,
): Promise<Array<{ id: ApiKeyId; environment: Environment; name: string; key: string }>> {
  requireScope(actor, '*')
  const rows = await listSealedKeys(ctx.db, actor.organizationId)
  return rows.flatMap(({ id, environment, name, ciphertext, pepperVersion }) => {
    if (!ciphertext) return []
    const key = unsealSecret(ctx.keyring, ciphertext, pepperVersion, sealContext(id)).toString()
    return [{ id, environment, name, key }]
  })
}
