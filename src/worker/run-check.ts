/** The job of a check: evidence → models → record. */
import type { Context } from '../context.ts'
import { acrossOrganizations, withinOrganization } from '../db/reach.ts'
import { AppError } from '../lib/errors.ts'
import type { CheckId } from '../lib/ids.ts'
import type { Check, CheckFailure } from '../services/checks/check.ts'
import { findQueuedCheck } from '../services/checks/end.ts'
import { postponeIfClosing } from '../services/checks/postpone.ts'
import { readEvidence } from '../services/evidence/read.ts'
import { storePages } from '../services/evidence/store-pages.ts'
import { finishCheck } from '../services/runs/finish-check.ts'
import { VisionError, type VisionPool } from './vision-pool.ts'

interface Attempt {
  /** Whether the queue will not try again. */
  readonly isLast: boolean
}

/**
 * Does one check. Running it again is safe: a check that has ended is left alone. One of an organization that is
 * to be deleted is put off. A failing model makes the job
 * fail, so that the queue tries again; on the last attempt, or when a caller waits, the check is recorded as failed.
 */
export async function runCheck(ctx: Context, pool: VisionPool, id: CheckId, attempt: Attempt): Promise<void> {
  const check = await acrossOrganizations(() => findQueuedCheck(ctx, id))
  if (check) await withinOrganization(check.organizationId, () => doCheck(ctx, pool, check, attempt))
}

async function doCheck(ctx: Context, pool: VisionPool, check: Check, attempt: Attempt): Promise<void> {
  if (await postponeIfClosing(ctx, check)) return
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
    if (!attempt.isLast && check.sessionId) throw error
    await finishCheck(ctx, check, { failureCode })
  }
}

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
