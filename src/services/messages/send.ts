/** Sends messages and keeps what came of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TxContext } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { type Mail, SmtpError } from '../../lib/smtp.ts'
import { nextTryInMs } from './schedule.ts'
import { claimMessages, type DueMessage, finishMessage, type Outcome } from './sending-queries.ts'

export type { DueMessage } from './sending-queries.ts'

/** Longer than an attempt with all around it: whoever holds a message longer has died. */
const LEASE_MS = 180_000
/** Of one organization at a time. */
const MAX_AT_ONCE = 4
/** Between two tries to keep what came of an attempt. */
const KEEP_AGAIN_MS = 500

/** What a message says and to whom, made when it is sent; or why there is nothing to be said any more, in a word. */
export type WriteMail = (
  ctx: TxContext,
  message: Pick<DueMessage, 'organizationId' | 'sessionId'>,
) => Promise<Omit<Mail, 'id'> | string>

/** Writes mail and takes it to a mail server. */
export interface Postman {
  readonly write: WriteMail
  /** Throws `SmtpError`. */
  readonly send: (mail: Mail, stopping: AbortSignal) => Promise<void>
}

/** Takes at most `most` messages that are due, whoever's. */
export function takeDueMessages(ctx: TxContext, most: number): Promise<readonly DueMessage[]> {
  return acrossOrganizations(() => claimMessages(ctx.db, { most, maxAtOnce: MAX_AT_ONCE, leaseMs: LEASE_MS }))
}

/**
 * Makes one attempt. What the mail server took is noted until the database takes it or the process ends: only if that happens in
 * between is it sent a second time, under the same Message-ID.
 */
export function sendMessage(ctx: TxContext, postman: Postman, message: DueMessage, signal: AbortSignal): Promise<void> {
  return withinOrganization(message.organizationId, async () => {
    const outcome = await makeAttempt(ctx, postman, message, signal)
    for (;;) {
      try {
        return await finishMessage(ctx.db, message, outcome, nowDate(ctx.clock))
      } catch (error) {
        if (signal.aborted) throw error
        ctx.log.warn({ err: error, messageId: message.id }, 'what came of a message could not be kept yet')
        await sleep(KEEP_AGAIN_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  })
}

async function makeAttempt(
  ctx: TxContext,
  { write, send }: Postman,
  message: DueMessage,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const mail = await write(ctx, message)
    if (typeof mail === 'string') return { state: 'refused', reason: mail }
    await send({ ...mail, id: message.id }, signal)
    return { state: 'sent' }
  } catch (error) {
    if (!(error instanceof SmtpError))
      ctx.log.error({ err: error, messageId: message.id }, 'a message could not be made')
    return afterFailure(message, error)
  }
}

function afterFailure({ sinceBeginMs }: DueMessage, error: unknown): Outcome {
  const [reason, statusCode] =
    error instanceof SmtpError ? [error.fault, error.statusCode] : ['internal_error', undefined]
  if (error instanceof SmtpError && error.isFinal) return { state: 'refused', reason, statusCode }
  const inMs = nextTryInMs(sinceBeginMs, Math.random())
  return inMs === undefined ? { state: 'refused', reason, statusCode } : { state: 'queued', reason, statusCode, inMs }
}
