/** Keeps what an applicant typed into a step and has not submitted yet, so that another visit finds it. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError, assert } from '../../lib/errors.ts'
import { findVault } from '../evidence/vault.ts'
import { lockSessionRow } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { findStepDraft, listSteps, saveStep, stepContext } from '../sessions/steps.ts'
import { requireCurrentStep } from './run.ts'

/** In the page's own shape, which nobody else reads. */
export type Draft = Readonly<Record<string, unknown>>

/**
 * Replaces the draft of the current step. It goes with the submission and with the end of the session. Throws what
 * `requireCurrentStep` does, and `conflict` before the applicant has agreed. Not audited: nothing is handed in.
 */
export async function saveDraft(ctx: TxContext, session: SessionRow, word: string, draft: Draft): Promise<void> {
  if (!session.consentAt) throw new AppError('conflict', { message: 'The applicant has not agreed yet' })
  await withTransaction(ctx, async (tx) => {
    const locked = await lockSessionRow(tx, session)
    const step = requireCurrentStep(locked, await listSteps(tx, locked), word, tx.clock.nowMs())
    const vault = await findVault(tx, locked.organizationId, locked.applicantId)
    assert(vault, 'an open session has an applicant with a data key')
    const sealedDraft = vault.seal(draft, stepContext('draft', locked.id, step.position))
    await saveStep(tx, locked, step, { status: step.status, sealedDraft })
  })
}

/** What was kept of the step at a position; undefined for nothing. */
export async function findDraft(ctx: TxContext, session: SessionRow, position: number): Promise<Draft | undefined> {
  const sealed = await findStepDraft(ctx, session, position)
  const vault = sealed && (await findVault(ctx, session.organizationId, session.applicantId))
  return vault ? (vault.open(sealed, stepContext('draft', session.id, position)) as Draft) : undefined
}
