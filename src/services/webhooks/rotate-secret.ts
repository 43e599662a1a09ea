/** Gives an endpoint another secret. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { findOwnEndpoint } from './get.ts'
import { lockEndpoint, updateEndpointRow } from './queries.ts'
import { newWebhookSecret, sealWebhookSecret } from './secret.ts'

const MAX_OVERLAP_HOURS = 7 * 24

/**
 * The new secret. For `overlapHours` (0 to 168) webhooks are signed with both; of an earlier overlap nothing is left. Two at once
 * come one after the other. Throws `not_found`, `validation_failed` and `scope_missing`.
 */
export async function rotateEndpointSecret(
  ctx: TxContext,
  actor: Actor,
  id: string,
  overlapHours: number,
): Promise<string> {
  requireScope(actor, 'webhooks:write')
  if (!(overlapHours >= 0 && overlapHours <= MAX_OVERLAP_HOURS)) {
    throw invalidField('overlap_hours', `must be from 0 to ${MAX_OVERLAP_HOURS}`)
  }
  const own = await findOwnEndpoint(ctx, actor, id)
  const secret = newWebhookSecret()
  await withTransaction(ctx, async (tx) => {
    const row = await lockEndpoint(tx.db, actor.organizationId, own.id)
    if (!row) throw new AppError('not_found')
    const nowMs = ctx.clock.nowMs()
    const isKept = overlapHours > 0
    await updateEndpointRow(tx.db, actor.organizationId, own.id, {
      ...sealWebhookSecret(ctx.keyring, own.id, secret),
      sealedPreviousSecret: isKept ? row.sealedSecret : null,
      previousSecretVersion: isKept ? row.secretVersion : null,
      previousSecretEndsAt: isKept ? new Date(nowMs + overlapHours * 3_600_000) : null,
      updatedAt: new Date(nowMs),
    })
    await recordAudit(tx, actor, { action: 'webhook.rotate_secret', targetId: own.id, details: { overlapHours } })
  })
  return secret
}
