/** Does a check: evidence → models → record. */
import type { Context } from '../context.ts'
import { withinOrganization } from '../db/reach.ts'
import { AppError } from '../lib/errors.ts'
import type { Check, CheckFailure } from '../services/checks/check.ts'
import { type ClaimedCheck, retryCheck } from '../services/checks/claim.ts'
import { postponeIfClosing } from '../services/checks/postpone.ts'
import { readEvidence } from '../services/evidence/read.ts'
import { storePages } from '../services/evidence/store-pages.ts'
import { finishCheck } from '../services/runs/finish-check.ts'
import { handBack } from './hand-back.ts'
import { VisionError, type VisionPool } from './vision-pool.ts'

/**
 * Does one check. Doing it again is safe: the end of a check is recorded once. One of an organization that is to be
 * deleted is put off. When a model fails, a session's check is tried again; on the last attempt, or when a caller
 * waits, it is recorded as failed. What is no model's fault takes no attempt (`hand-back.ts`).
 */
export async function runCheck(ctx: Context, pool: VisionPool, claimed: ClaimedCheck): Promise<void> {
  await withinOrganization(claimed.check.organizationId, () => doCheck(ctx, pool, claimed))
}

async function doCheck(ctx: Context, pool: VisionPool, claimed: ClaimedCheck): Promise<void> {
  try {
    await measureCheck(ctx, pool, claimed)
  } catch (error) {
    await handBack(ctx, claimed, error)
  }
}

async function measureCheck(ctx: Context, pool: VisionPool, claimed: ClaimedCheck): Promise<void> {
  const { check, isLast } = claimed
  if (await postponeIfClosing(ctx, claimed)) return
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
  if (!(error instanceof VisionError) || error.reason === 'interrupted') return undefined
  return error.reason === 'timeout' ? 'model_timeout' : 'model_crashed'
}
