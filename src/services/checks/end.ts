/** Ends a check: its facts or its failure, the tokens of a direct call, and the notification. */
import type { Context, TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { CheckId } from '../../lib/ids.ts'
import type { CheckKind, DocumentFacts, IdentityFacts } from '../../steps/facts.ts'
import { settleWork } from '../billing/tokens.ts'
import type { Check, CheckOutcome } from './check.ts'
import { findCheckById, finishCheckRow, listAbandonedChecks, notifyCheckFinished } from './queries.ts'

/** Long enough for a job that was queued a moment ago to be seen. */
const ABANDONED_AFTER_MS = 60_000
const ABANDONED_BATCH_SIZE = 100

/** The check that a job is about, or undefined when there is no work left in it. */
export async function findQueuedCheck(ctx: TxContext, id: CheckId): Promise<Check | undefined> {
  const check = await findCheckById(ctx.db, id)
  return check?.state === 'queued' ? check : undefined
}

/** Checks that nobody will do any more. */
export function listAbandoned(ctx: Context): Promise<Check[]> {
  const before = new Date(ctx.clock.nowMs() - ABANDONED_AFTER_MS)
  return listAbandonedChecks(ctx.db, before, ABANDONED_BATCH_SIZE)
}

/** Records the end, once, and tells every node when the transaction commits; answers whether it was the first. */
export async function endCheck(tx: TxContext, check: Check, outcome: CheckOutcome): Promise<boolean> {
  const isFirst = await finishCheckRow(tx.db, check.organizationId, check.id, outcome, nowDate(tx.clock))
  if (isFirst) await notifyCheckFinished(tx.db, check.id)
  return isFirst
}

/** Pays for a direct call's check with what was held; one that failed or read nothing costs nothing. */
export async function settleDirectCheck(tx: TxContext, check: Check, outcome: CheckOutcome): Promise<void> {
  if (!check.holdId) return
  const hold = { id: check.holdId, organizationId: check.organizationId }
  const isPaid = 'result' in outcome && hasReadAnything(check.kind, outcome.result)
  await settleWork(tx, hold, isPaid ? [check.kind] : [])
}

/** A document of which nothing was read; that a picture shows no face is an answer. */
function hasReadAnything(kind: CheckKind, result: unknown): boolean {
  const document =
    kind === 'document_scan'
      ? (result as DocumentFacts)
      : kind === 'identity_verify'
        ? (result as IdentityFacts).document
        : undefined
  return !document || document.mrz !== undefined || Object.keys(document.fields).length > 0
}
