/** Sends messages and keeps what came of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TxContext } from '../../context.ts'
import type { MessageChannel } from '../../db/message-tables.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { SmsError, type TextMessage } from '../../lib/sms-error.ts'
import { type Mail, SmtpError } from '../../lib/smtp.ts'
import { nextTryInMs } from './schedule.ts'
import { beginHanding, claimMessages, type DueMessage, finishMessage, type Outcome } from './sending-queries.ts'

export type { DueMessage } from './sending-queries.ts'

/** Longer than an attempt with all around it: whoever holds a message longer has died. */
const LEASE_MS = 180_000
/** Of one organization at a time. */
const MAX_AT_ONCE = 4
/** Between two tries to keep what came of an attempt. */
const KEEP_AGAIN_MS = 500

/** What a message says and to whom, made when it is sent; or why there is nothing to be said any more, in a word. */
type Write<Written> = (
  ctx: TxContext,
  message: Pick<DueMessage, 'organizationId' | 'sessionId' | 'kind'>,
) => Promise<Omit<Written, 'id'> | string>

/** Writes the messages of each channel. */
export interface Writers {
  readonly email: Write<Mail>
  readonly phone: Write<TextMessage>
}

/** A way by which messages of one channel leave. */
export interface Way {
  /** Writes the message and answers how it is handed over, or why there is nothing to be said. What hands it over throws `SmtpError` or `SmsError`. */
  readonly prepare: (
    ctx: TxContext,
    message: DueMessage,
  ) => Promise<string | ((stopping: AbortSignal) => Promise<void>)>
  /** Whether one that was perhaps taken is handed over again. */
  readonly isRepeatable: boolean
}

/** Takes at most `most` messages of a channel that are due, whoever's. */
export function takeDueMessages(ctx: TxContext, channel: MessageChannel, most: number): Promise<readonly DueMessage[]> {
  return acrossOrganizations(() => claimMessages(ctx.db, channel, { most, maxAtOnce: MAX_AT_ONCE, leaseMs: LEASE_MS }))
}

/**
 * Makes one attempt. What was taken is noted until the database takes that or the process ends: only if that happens in between is a mail
 * sent a second time, under the same Message-ID. A text message then says that nobody knows.
 */
export function sendMessage(ctx: TxContext, way: Way, message: DueMessage, signal: AbortSignal): Promise<void> {
  return withinOrganization(message.organizationId, async () => {
    const outcome = await makeAttempt(ctx, way, message, signal)
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
  { prepare, isRepeatable }: Way,
  message: DueMessage,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    // Whoever began to hand it over died before it was known what came of it.
    if (message.wasHanding && !isRepeatable) return { state: 'unknown', reason: 'interrupted' }
    const hand = await prepare(ctx, message)
    if (typeof hand === 'string') return { state: 'refused', reason: hand }
    if (!isRepeatable) await beginHanding(ctx.db, message)
    await hand(signal)
    return { state: 'sent' }
  } catch (error) {
    const isKnown = error instanceof SmtpError || error instanceof SmsError
    if (!isKnown) ctx.log.error({ err: error, messageId: message.id }, 'a message could not be made')
    return afterFailure(message, isKnown ? error : undefined, isRepeatable)
  }
}

function afterFailure(
  { sinceBeginMs }: DueMessage,
  error: SmtpError | SmsError | undefined,
  isRepeatable: boolean,
): Outcome {
  const { fault: reason, statusCode } = error ?? { fault: 'internal_error', statusCode: undefined }
  const end = error instanceof SmtpError ? error.isFinal && 'final' : error?.end
  if (end === 'final') return { state: 'refused', reason, statusCode }
  if (end === 'unknown' && !isRepeatable) return { state: 'unknown', reason, statusCode }
  const inMs = nextTryInMs(sinceBeginMs, Math.random())
  return inMs === undefined ? { state: 'refused', reason, statusCode } : { state: 'queued', reason, statusCode, inMs }
}
