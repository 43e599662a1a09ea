/** Changes, pauses and deletes an endpoint. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { EndpointStatus } from '../../db/webhook-tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { GuardedPost } from '../../lib/guarded-post.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { toEndpoint, type WebhookEndpoint } from './endpoint.ts'
import { type EndpointFields, requireFields } from './fields.ts'
import { findOwnEndpoint } from './get.ts'
import { deleteEndpointRow, lockEndpoint, updateEndpointRow } from './queries.ts'
import { recordDisabled } from './record-disabled.ts'

/** What is undefined stays as it is. */
export type EndpointChange = { readonly [Field in keyof EndpointFields]?: EndpointFields[Field] | undefined } & {
  readonly status?: EndpointStatus | undefined
}

/** An endpoint that is active again is sent what waited. Throws what `createEndpoint` throws. */
export async function updateEndpoint(
  ctx: TxContext,
  post: GuardedPost,
  actor: Actor,
  id: string,
  { status, eventTypes, ...fields }: EndpointChange,
): Promise<WebhookEndpoint> {
  requireScope(actor, 'webhooks:write')
  if (fields.url !== undefined) requireScope(actor, 'applicants:read')
  const own = await findOwnEndpoint(ctx, actor, id)
  await requireFields(post, { ...fields, eventTypes })
  const asked = { ...fields, eventTypes: eventTypes && [...eventTypes] }
  const changed = Object.entries(asked).filter(([, value]) => value !== undefined)
  return withTransaction(ctx, async (tx) => {
    const row = await lockEndpoint(tx.db, actor.organizationId, own.id)
    if (!row) throw new AppError('not_found')
    const change = {
      ...Object.fromEntries(changed),
      ...(status !== undefined && toStatusChange(status)),
      updatedAt: nowDate(ctx.clock),
    }
    await updateEndpointRow(tx.db, actor.organizationId, own.id, change)
    const details = { changed: changed.map(([name]) => name).join(' '), ...(status && { status }) }
    await recordAudit(tx, actor, { action: 'webhook.update', targetId: own.id, details })
    if (status === 'disabled' && row.status !== 'disabled') await recordDisabled(tx, row, 'by_hand')
    return toEndpoint({ ...row, ...change })
  })
}

/** With its deliveries and their attempts; what waited is not sent. */
export async function deleteEndpoint(ctx: TxContext, actor: Actor, id: string): Promise<void> {
  requireScope(actor, 'webhooks:write')
  const own = await findOwnEndpoint(ctx, actor, id)
  await withTransaction(ctx, async (tx) => {
    await deleteEndpointRow(tx.db, actor.organizationId, own.id)
    await recordAudit(tx, actor, { action: 'webhook.delete', targetId: own.id })
  })
}

/** One that begins again has not failed yet. */
function toStatusChange(status: EndpointStatus) {
  if (status === 'disabled') return { status, disabledReason: 'by_hand' as const }
  return { status, disabledReason: null, ...(status === 'active' && { failingSince: null }) }
}
