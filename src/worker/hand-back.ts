/** What becomes of a check that something else than its models kept from being done. */
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { type ClaimedCheck, returnCheck } from '../services/checks/claim.ts'
import { postponeForFiles } from '../services/checks/postpone.ts'
import { finishCheck } from '../services/runs/finish-check.ts'

/** By then an operator has had a day to see to it. */
const MAX_AGE_MS = 24 * 60 * 60_000

/**
 * Gives the check back as if it had not been begun, for a day, or until its files can be read or stored again; a caller who waits is
 * told at once. Throws when not even that can be written: then the database is away, and the check is found later as one
 * that an error left.
 */
export async function handBack(ctx: Context, claimed: ClaimedCheck, error: unknown): Promise<void> {
  const { check } = claimed
  const ageMs = Math.max(0, ctx.clock.nowMs() - check.createdAt.getTime())
  const fields = { checkId: check.id, organizationId: check.organizationId, ageMs, err: error }
  if (isFault(error)) {
    ctx.log.error(fields, 'a check waits for its files')
    await postponeForFiles(ctx, claimed)
    return
  }
  ctx.log.error(fields, 'a check could not be done, through no fault of its models')
  if (!check.sessionId || ageMs > MAX_AGE_MS) await finishCheck(ctx, check, { failureCode: 'worker_lost' })
  else await returnCheck(ctx, claimed, ageMs)
}

/** Whether files are on record and could not be read or stored; an erased one is none. */
function isFault(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'files_unavailable' || error.code === 'file_lost')
}
