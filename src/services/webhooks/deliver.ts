/** Sends deliveries and keeps what came of it. */
import { type Context, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { type GuardedPost, PostError } from '../../lib/guarded-post.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { recordAudit } from '../audit/record.ts'
import { type Message, type WriteBody, writeMessages } from './message.ts'
import { recordDisabled } from './record-disabled.ts'
import { MAX_FAILING_MS, nextAttemptInMs } from './schedule.ts'
import { openWebhookSecret } from './secret.ts'
import {
  type Attempt,
  claimDeliveries,
  type DueDelivery,
  disableFailing,
  finishAttempt,
  markAnswering,
  markFailing,
  type Outcome,
} from './sending-queries.ts'
import { signWebhook } from './sign.ts'

/** Longer than an attempt with all around it: whoever holds a delivery longer has died. */
const LEASE_MS = 30_000
/** Of one endpoint at a time. */
const MAX_AT_ONCE = 16
const GONE = 410

/** Takes at most `most` deliveries that are due, whoever's, and makes what is sent of them. */
export async function takeMessages(ctx: Context, most: number, writeBody: WriteBody): Promise<readonly Message[]> {
  const deliveries = await acrossOrganizations(() =>
    claimDeliveries(ctx.db, { most, maxAtOnce: MAX_AT_ONCE, leaseMs: LEASE_MS }),
  )
  return writeMessages(ctx, deliveries, writeBody)
}

/** Makes one attempt. Throws only when it cannot be kept; then it is made again when its lease is over. */
export async function deliver(ctx: Context, post: GuardedPost, message: Message): Promise<void> {
  const { delivery } = message
  const attempt = await makeAttempt(ctx, post, message)
  await withinOrganization(delivery.organizationId, async () => {
    await finishAttempt(ctx.db, delivery, attempt, outcomeOf(delivery, attempt))
    await judgeEndpoint(ctx, delivery, attempt)
  })
}

async function makeAttempt(ctx: Context, post: GuardedPost, { delivery, content }: Message): Promise<Attempt> {
  const atMs = ctx.clock.nowMs()
  const startMs = performance.now()
  const end = (how: Pick<Attempt, 'status' | 'error' | 'answer'>): Attempt => {
    const tookMs = Math.round(performance.now() - startMs)
    return { number: delivery.attempts + 1, at: new Date(atMs), tookMs, ...how }
  }
  if ('fault' in content) return end({ status: null, error: content.fault, answer: null })
  try {
    const headers = headersOf(ctx.keyring, delivery, content.body, atMs)
    const { status, head } = await post.post({ url: new URL(delivery.url), headers, body: content.body })
    const error = status >= 200 && status < 300 ? null : 'status_refused'
    return end({ status, error, answer: toText(head) })
  } catch (error) {
    if (error instanceof PostError) return end({ status: null, error: error.fault, answer: error.message })
    ctx.log.error({ err: error, deliveryId: delivery.id }, 'a webhook could not be sent')
    return end({ status: null, error: 'internal_error', answer: null })
  }
}

/** What came of an attempt says something of its endpoint, unless it was never sent. */
async function judgeEndpoint(
  ctx: Context,
  { organizationId, environment, endpointId: id }: DueDelivery,
  { error, status }: Attempt,
): Promise<void> {
  if (error === null) return markAnswering(ctx.db, organizationId, id)
  if (isOurs(error)) return
  const isGone = status === GONE
  await markFailing(ctx.db, organizationId, id)
  await withTransaction(ctx, async (tx) => {
    const disabled = await disableFailing(tx.db, organizationId, id, { isGone, mostMs: MAX_FAILING_MS })
    if (!disabled) return
    ctx.log.warn({ organizationId, endpointId: id, isGone }, 'a webhook endpoint was disabled')
    const reason = isGone ? 'gone' : 'failing'
    const details = { status: 'disabled', reason }
    await recordAudit(tx, { kind: 'system', organizationId }, { action: 'webhook.update', targetId: id, details })
    await recordDisabled(tx, { id, organizationId, environment, ...disabled }, reason)
  })
}

function isOurs(error: string): boolean {
  return error === 'applicant_erased' || error === 'internal_error'
}

function headersOf(keyring: Keyring, delivery: DueDelivery, body: string, nowMs: number) {
  const secrets = secretsOf(keyring, delivery, nowMs)
  const message = { id: delivery.eventId ?? delivery.id, timestamp: Math.floor(nowMs / 1000), body }
  return {
    ...{ 'content-type': 'application/json', 'user-agent': 'OpenIDV-Webhooks/1.0' },
    ...signWebhook(keyring, secrets, message),
    ...(delivery.sendsSecret && { 'deepidv-signature': secrets[0] ?? '' }),
  }
}

/** The current one, and during an overlap the one before. */
function secretsOf(keyring: Keyring, delivery: DueDelivery, nowMs: number): string[] {
  const { endpointId, sealedPreviousSecret, previousSecretVersion, previousSecretEndsAt } = delivery
  const secrets = [openWebhookSecret(keyring, endpointId, delivery)]
  if (sealedPreviousSecret && previousSecretVersion !== null && (previousSecretEndsAt?.getTime() ?? 0) > nowMs) {
    const previous = { sealedSecret: sealedPreviousSecret, secretVersion: previousSecretVersion }
    secrets.push(openWebhookSecret(keyring, endpointId, previous))
  }
  return secrets
}

/** Nothing is told of somebody who was erased, and nothing again to a place that is gone. */
function outcomeOf({ sinceBeginMs }: DueDelivery, { error, status }: Attempt): Outcome {
  if (error === null) return { state: 'delivered' }
  if (error === 'applicant_erased' || status === GONE) return { state: 'failed' }
  const inMs = nextAttemptInMs(sinceBeginMs, Math.random())
  return inMs === undefined ? { state: 'failed' } : { state: 'waiting', inMs }
}

/** PostgreSQL keeps no zero bytes in text. */
function toText(head: string): string | null {
  return head === '' ? null : head.replaceAll('\0', '')
}
