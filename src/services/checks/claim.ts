/** Decides whose check a worker does next, and gives back what a worker could not do. */
import { type Context, withTransaction } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import type { CheckId } from '../../lib/ids.ts'
import type { Check } from './check.ts'
import {
  addCheckJobs,
  claimNextCheck,
  countMissingJobs,
  listClaimants as listClaimantRows,
  MAX_ATTEMPTS,
  releaseCheckRow,
  releaseChecksLeft,
  releaseChecksOf,
} from './claim-queries.ts'
import { findQueuedCheck } from './end.ts'

/** Before the second attempt and the third. */
const RETRY_AFTER_MS = [2000, 7000]
const MIN_RETURN_MS = 2000
const MAX_RETURN_MS = 300_000

/** A check that a worker has taken on. */
export interface ClaimedCheck {
  readonly check: Check
  /** Counted from 1. */
  readonly attempt: number
  /** Whether it is not tried again. */
  readonly isLast: boolean
}

/**
 * The next check for a worker: organizations take turns, and within one direct calls go first. Undefined when none is
 * waiting.
 */
export async function claimCheck(ctx: Context, worker: string): Promise<ClaimedCheck | undefined> {
  return acrossOrganizations(async () => {
    const claimed = await withTransaction(ctx, (tx) => claimNextCheck(tx.db, worker))
    const check = claimed && (await findQueuedCheck(ctx, claimed.id))
    if (!claimed || !check) return undefined
    return { check, attempt: claimed.attempts, isLast: claimed.attempts >= MAX_ATTEMPTS }
  })
}

/** Lets a check be tried again, after a while. */
export function retryCheck(ctx: Context, { check, attempt }: ClaimedCheck): Promise<void> {
  const delayMs = RETRY_AFTER_MS[attempt - 1] ?? 0
  return withTransaction(ctx, async (tx) => {
    await releaseCheckRow(tx.db, check.organizationId, check.id, { attempts: attempt, delayMs })
    await addCheckJobs(tx.db, 1, delayMs)
  })
}

/** Lets a check be done again that was not done through no fault of its own: it takes no attempt, and waits longer with age. */
export function returnCheck(ctx: Context, { check, attempt }: ClaimedCheck, ageMs: number): Promise<void> {
  const delayMs = Math.min(MAX_RETURN_MS, Math.max(MIN_RETURN_MS, ageMs / 8))
  return withTransaction(ctx, async (tx) => {
    await releaseCheckRow(tx.db, check.organizationId, check.id, { attempts: attempt - 1, delayMs })
    await addCheckJobs(tx.db, 1, delayMs)
  })
}

/** Gives back what these workers of ours have claimed and are not doing: an error left it. */
export async function freeChecksLeft(
  ctx: Context,
  workers: ReadonlySet<string>,
  running: ReadonlySet<CheckId>,
): Promise<void> {
  if (workers.size === 0) return
  await acrossOrganizations(() => releaseChecksLeft(ctx.db, [...workers], [...running]))
}

/** The workers whose lives somebody must look after. */
export function listClaimants(ctx: Context): Promise<string[]> {
  return acrossOrganizations(() => listClaimantRows(ctx.db))
}

/** Frees what dead workers had taken on, and sees to it that every check that is due has a job. */
export async function freeChecks(ctx: Context, deadWorkers: readonly string[]): Promise<void> {
  await acrossOrganizations(async () => {
    if (deadWorkers.length > 0) await releaseChecksOf(ctx.db, deadWorkers)
    const missing = await countMissingJobs(ctx.db)
    if (missing > 0) await addCheckJobs(ctx.db, missing)
  })
}
