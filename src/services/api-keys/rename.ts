/** Gives an API key another name. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { lockApiKey } from './lock.ts'
import { updateApiKey } from './queries.ts'
import { parseName } from './restrictions.ts'

/** Renames an active key; throws `not_found`, `conflict` and, for a name of other than 1 to 200 characters, `validation_failed`. */
export async function renameApiKey(ctx: TxContext, actor: Actor, id: ApiKeyId, text: string): Promise<void> {
  requireScope(actor, 'keys:write')
  const name = parseName(text)
  await withTransaction(ctx, async (tx) => {
    const row = await lockApiKey(tx, actor, id, ['active', 'replaced'])
    await updateApiKey(tx.db, row, { name })
    await recordAudit(tx, actor, { action: 'api_key.rename', targetId: id })
  })
}
