/** The first phases of a step that a client without a page of its own starts before it completes it (contract §4.6.4). */
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { listReceived } from '../evidence/bind.ts'
import { changeSession, lockSessionRow } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { listSteps, saveStep } from '../sessions/steps.ts'
import { requireCurrentStep } from './run.ts'

/** Marks the step begun; a second call changes nothing. Throws what `requireCurrentStep` does. */
export async function startStep(ctx: TxContext, actor: ApiKeyActor, session: SessionRow, step: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const locked = await lockSessionRow(tx, session)
    const current = requireCurrentStep(locked, await listSteps(tx, locked), step, tx.clock.nowMs())
    if (current.status === 'IN_PROGRESS') return
    const at = nowDate(tx.clock)
    await saveStep(tx, locked, current, { status: 'IN_PROGRESS', checkId: null, startedAt: current.startedAt ?? at })
    await changeSession(tx, locked, { progress: 'STARTED', updatedAt: at })
    await recordAudit(tx, actor, { action: 'session.step', targetId: locked.id, details: { step: current.id } })
  })
}

/**
 * The files that a client has uploaded for a step that it started, by slot: the newest of each. Throws
 * `step_not_started`, and `step_not_ready` while one that is required is missing; neither takes an attempt.
 */
export async function completeUploads(
  ctx: TxContext,
  session: SessionRow,
  step: string,
  slots: ReadonlyArray<{ readonly slot: string; readonly required: boolean }>,
): Promise<Readonly<Record<string, string>>> {
  const current = requireCurrentStep(session, await listSteps(ctx, session), step, ctx.clock.nowMs())
  const failure = (word: string) => ({ current_step: current.position, step_id: current.id, failure_reason: word })
  if (current.status !== 'IN_PROGRESS') {
    throw new AppError('step_not_started', {
      message: `${toSentence(current.id)} has not been started for this session`,
      details: failure(`${current.id}_NOT_STARTED`),
    })
  }
  const received = await listReceived(ctx, session)
  if (slots.some(({ slot, required }) => required && received[slot] === undefined)) {
    throw new AppError('step_not_ready', { details: failure(`${current.id}_RESULT_NOT_READY`) })
  }
  return Object.fromEntries(slots.flatMap(({ slot }) => (received[slot] ? [[slot, received[slot]]] : [])))
}

/** `FACE_LIVENESS` → `Face liveness`. */
function toSentence(id: string): string {
  const words = id.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
