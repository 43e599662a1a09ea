/** Submits a step: one transaction takes what was given; it is judged in the same request, or by a check that follows. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, assert } from '../../lib/errors.ts'
import { type CheckId, type EvidenceId, newId } from '../../lib/ids.ts'
import { toStepWord, whyNotRunnable } from '../../steps/catalogue.ts'
import { findKind } from '../../steps/registry.ts'
import type { StepKind } from '../../steps/step-kind.ts'
import type { ApiKeyActor, ApplicantActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { enqueueStepCheck } from '../checks/enqueue-step.ts'
import type { FinishedChecks } from '../checks/finished-checks.ts'
import { bindUploads, findUploads } from '../evidence/bind.ts'
import { findVault } from '../evidence/vault.ts'
import type { Work } from '../idempotency/work.ts'
import { changeSession, lockSessionRow } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { listSteps, type SessionStep, saveStep, stepContext } from '../sessions/steps.ts'
import { applyVerdict } from './apply-verdict.ts'
import { judgeStep, loadRunContext } from './judge-step.ts'
import { parseSubmission } from './parse-submission.ts'
import { requireCurrentStep, requireOpenRun } from './run.ts'

export interface SubmitStep {
  /** In any case and separator. */
  readonly step: string
  readonly body: Readonly<Record<string, unknown>>
  /** Slot → file key of this session. */
  readonly uploads: Readonly<Record<string, string>>
  /** From where the applicant submits; kept in the record's `meta_data`. */
  readonly from?: { readonly ip: string; readonly device: string; readonly browser: string }
  readonly work?: Work | undefined
}

/**
 * Takes a submission and resolves when it is judged, or when the deadline has passed: then the step is still
 * IN_PROGRESS and its state can be asked for. Of two at once one is taken; one that is repeated with the same work finds
 * the first. Throws what `requireCurrentStep` does, `validation_failed` and `upload_invalid`. Audited.
 */
export async function submitStep(
  ctx: Context,
  finished: FinishedChecks,
  actor: ApiKeyActor | ApplicantActor,
  session: SessionRow,
  input: SubmitStep,
): Promise<void> {
  const submissionId = input.work?.id ?? newId()
  if (input.work?.isRetry && (await wasTaken(ctx, session, submissionId))) return
  if (actor.kind === 'applicant') requireOpenRun(session, ctx.clock.nowMs())
  if (actor.kind === 'applicant' && !session.consentAt) {
    throw new AppError('conflict', { message: 'The applicant has not agreed yet' })
  }
  const kind = requireKind(session, input.step)
  const steps = await listSteps(ctx, session)
  const { config } = requireCurrentStep(session, steps, input.step, ctx.clock.nowMs())
  const body = parseSubmission(kind, config, input)
  const files = await findUploads(ctx, session, input.uploads)

  const checkId = newId<CheckId>()
  const ended = finished.wait(checkId, ctx.config.vision.waitMs)
  try {
    const isChecked = await withTransaction(ctx, (tx) =>
      takeSubmission(tx, actor, session, { ...input, submissionId, checkId, kind, body, files }),
    )
    if (!isChecked) finished.announce(checkId)
  } catch (error) {
    finished.announce(checkId)
    throw error
  }
  await ended
}

async function wasTaken(ctx: Context, session: SessionRow, submissionId: string): Promise<boolean> {
  return (await listSteps(ctx, session)).some((step) => step.submissionId === submissionId)
}

function requireKind(session: SessionRow, word: string): StepKind {
  const kind = findKind(word)
  if (kind) return kind
  const isAsked = session.steps.some(({ id }) => id === toStepWord(word))
  if (!isAsked) throw new AppError('step_not_found', { message: `This workflow has no step ${word.slice(0, 64)}` })
  throw new AppError('steps_not_runnable', { message: `${word}: ${whyNotRunnable(toStepWord(word)) ?? ''}` })
}

interface Taken extends Omit<SubmitStep, 'body'> {
  readonly submissionId: string
  readonly checkId: CheckId
  readonly kind: StepKind
  readonly body: unknown
  readonly files: Readonly<Record<string, EvidenceId>>
}

/** Answers whether a check was queued; else the step is judged already. */
async function takeSubmission(
  tx: TxContext,
  actor: ApiKeyActor | ApplicantActor,
  seen: SessionRow,
  taken: Taken,
): Promise<boolean> {
  const { kind, body, files, submissionId, checkId } = taken
  const locked = await lockSessionRow(tx, seen)
  const steps = await listSteps(tx, locked)
  const step = requireCurrentStep(locked, steps, taken.step, tx.clock.nowMs())
  const session = await beginWork(tx, locked, taken.from)
  await bindUploads(tx, session, files)
  await recordAudit(tx, actor, { action: 'session.step', targetId: session.id, details: { step: step.id } })

  const at = nowDate(tx.clock)
  const run = await loadRunContext(tx, session, steps, step, at)
  const check = kind.check?.(step.config, files)
  const isChecked = check !== undefined
  const begun = { submissionId, startedAt: step.startedAt ?? at, judgedAt: null, failureReason: null }
  await saveStep(tx, session, step, {
    ...{ ...begun, status: 'IN_PROGRESS', checkId: isChecked ? checkId : null },
    sealedSubmission: await sealSubmission(tx, session, step, body),
    sealedDraft: null,
  })
  if (check) {
    const evidence = { ...files, ...(kind.compareWith?.(run, files) as Record<string, EvidenceId> | undefined) }
    await enqueueStepCheck(tx, session, { checkId, step: step.id, kind: check, evidence })
    return true
  }
  const judged = judgeStep(step, { body, facts: body, at }, run)
  await applyVerdict(tx, actor, session, { ...step, startedAt: begun.startedAt }, judged)
  return false
}

/** The first step that lands starts the session. */
function beginWork(tx: TxContext, session: SessionRow, from: SubmitStep['from']): Promise<SessionRow> {
  const change = {
    updatedAt: nowDate(tx.clock),
    ...(session.progress === 'PENDING' && { progress: 'STARTED' as const }),
    ...(from && { metaData: { ...session.metaData, ...toMetaData(session, from) } }),
  }
  return changeSession(tx, session, change)
}

function toMetaData(session: SessionRow, from: NonNullable<SubmitStep['from']>): Record<string, unknown> {
  return {
    applicantSubmissionIp: from.ip,
    applicantSubmissionDevice: from.device,
    applicantSubmissionBrowser: from.browser,
    ...(session.consentAt && { applicantViewTime: session.consentAt.toISOString() }),
  }
}

async function sealSubmission(tx: TxContext, session: SessionRow, step: SessionStep, body: unknown): Promise<Buffer> {
  const vault = await findVault(tx, session.organizationId, session.applicantId)
  assert(vault, 'an open session has an applicant with a data key')
  return vault.seal(body, stepContext('submission', session.id, step.position))
}
