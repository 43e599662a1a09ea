/** Does a check: evidence → models → record. */
import type { Context } from '../context.ts'
import { withinOrganization } from '../db/reach.ts'
import { AppError } from '../lib/errors.ts'
import type { Check, CheckFailure } from '../services/checks/check.ts'
import { type ClaimedCheck, retryCheck } from '../services/checks/claim.ts'
import { postponeForFiles, postponeIfClosing } from '../services/checks/postpone.ts'
import { readEvidence } from '../services/evidence/read.ts'
import { storePages } from '../services/evidence/store-pages.ts'
import { finishCheck } from '../services/runs/finish-check.ts'
import { VisionError, type VisionPool } from './vision-pool.ts'

/**
 * Does one check. Doing it again is safe: the end of a check is recorded once. One of an organization that is to be
 * deleted is put off, and so is one whose files cannot be reached. When a model fails, a session's check is tried again; on the
 * last attempt, or when a caller waits, it is recorded as failed.
 */
export async function runCheck(ctx: Context, pool: VisionPool, claimed: ClaimedCheck): Promise<void> {
  await withinOrganization(claimed.check.organizationId, () => doCheck(ctx, pool, claimed))
}

async function doCheck(ctx: Context, pool: VisionPool, claimed: ClaimedCheck): Promise<void> {
  const { check } = claimed
  if (await postponeIfClosing(ctx, claimed)) return
  try {
    await lookAtPictures(ctx, pool, claimed)
  } catch (error) {
    if (!isFault(error)) throw error
    ctx.log.error(
      { checkId: check.id, organizationId: check.organizationId, err: error },
      'a check waits for its files',
    )
    await postponeForFiles(ctx, claimed)
  }
}

async function lookAtPictures(ctx: Context, pool: VisionPool, claimed: ClaimedCheck): Promise<void> {
  const { check, isLast } = claimed
  const pictures = await readPictures(ctx, check)
  if (!pictures) return finishCheck(ctx, check, { failureCode: 'evidence_missing' })
  try {
    const { facts: result, models, attachments } = await pool.run(check.kind, pictures)
    await storePages(ctx, check, attachments ?? {})
    await finishCheck(ctx, check, { result, ...(models && { models }) })
  } catch (error) {
    const failureCode = failureOf(error)
    if (!failureCode) throw error
    ctx.log.warn({ checkId: check.id, organizationId: check.organizationId, err: error }, 'check failed')
    await (!isLast && check.sessionId ? retryCheck(ctx, claimed) : finishCheck(ctx, check, { failureCode }))
  }
}

/** Whether files are on record and could not be read or stored; an erased one is none. */
function isFault(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'files_unavailable' || error.code === 'file_lost')
}

/** Undefined when one was erased, so that nobody can look at it any more. */
async function readPictures(ctx: Context, check: Check): Promise<Record<string, Uint8Array> | undefined> {
  const pictures: Record<string, Uint8Array> = {}
  try {
    for (const [role, id] of Object.entries(check.input.evidence)) {
      pictures[role] = new Uint8Array((await readEvidence(ctx, id)).bytes)
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined
    throw error
  }
  return pictures
}

function failureOf(error: unknown): CheckFailure | undefined {
  if (!(error instanceof VisionError)) return undefined
  return error.reason === 'timeout' ? 'model_timeout' : 'model_crashed'
}
