/** Takes hold of one key for a change, so that of two changes the second sees the first. */
import type { TxContext } from '../../context.ts'
import { lookAcross } from '../../db/look-across.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import type { Actor } from '../actor.ts'
import { type ApiKeyState, stateOf } from './api-key.ts'
import { type ApiKeyRow, findKeyOrganization, lockApiKeyRow } from './queries.ts'

const WHY_NOT: Readonly<Record<ApiKeyState, string>> = {
  active: 'This API key is active',
  replaced: 'This API key was already replaced by another',
  revoked: 'This API key is already revoked',
  expired: 'This API key has expired',
}

/**
 * The row of the actor's organization, locked until the transaction ends. Throws `not_found`, `access_denied` for
 * another organization's, and `conflict` unless the key is in one of `states`.
 */
export async function lockApiKey(
  tx: TxContext,
  actor: Actor,
  id: ApiKeyId,
  states: readonly ApiKeyState[],
): Promise<ApiKeyRow> {
  const row = await lockApiKeyRow(tx.db, actor.organizationId, id)
  if (!row) {
    const isKnown = await lookAcross(tx.db, () => findKeyOrganization(tx.db, id))
    if (isKnown) throw new AppError('access_denied', { message: 'This API key belongs to another organization' })
    throw new AppError('not_found', { message: `There is no API key ${id}` })
  }
  const state = stateOf(row, tx.clock.nowMs())
  if (!states.includes(state)) throw new AppError('conflict', { message: WHY_NOT[state] })
  return row
}
