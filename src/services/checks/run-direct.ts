/** Runs a check for a caller who waits: held, queued, awaited, read. */
import { type Context, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, type ErrorCode } from '../../lib/errors.ts'
import { type CheckId, type EvidenceId, newId } from '../../lib/ids.ts'
import type { CheckKind, FactsByKind } from '../../steps/facts.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { holdTokens, requireTokens } from '../billing/tokens.ts'
import type { Work } from '../idempotency/work.ts'
import type { Admission } from './admission.ts'
import type { Check } from './check.ts'
import { addCheckJobs } from './claim-queries.ts'
import { endCheck, findQueuedCheck, settleDirectCheck } from './end.ts'
import type { FinishedChecks } from './finished-checks.ts'
import { findCheckById, insertCheck } from './queries.ts'

/** Ahead of every session's check of the same organization, since somebody holds the line. */
const PRIORITY = -10

/** A picture that was looked at and found to be one. */
export interface GivenPicture {
  /** Makes evidence of it, unless it is already. */
  store(): Promise<EvidenceId>
}

type Pictures = Readonly<Record<string, GivenPicture>>

export interface DirectRequest<K extends CheckKind> {
  readonly kind: K
  /** Looks at the pictures, by what each shows; called only for whoever can pay, since it costs the most by far. */
  readPictures(): Promise<Pictures>
  /** Left out when the caller has not named the request by an Idempotency-Key. */
  readonly work?: Work | undefined
}

/** Whom the direct calls of a process meet on their way. */
export interface DirectCalls {
  readonly finished: FinishedChecks
  readonly admission: Admission
}

/**
 * Reads, stores and measures the pictures and answers the facts. Throws `balance_insufficient` or `checks_busy` with nothing
 * read or written, `check_failed` when the models could not (nothing is charged), `deadline_passed` when it took too long:
 * nothing is charged either, unless the request is named by a key; then the check goes on, and its result is waited for when
 * the same work is asked for again.
 */
export async function runDirectCheck<K extends CheckKind>(
  ctx: Context,
  { finished, admission }: DirectCalls,
  actor: ApiKeyActor,
  request: DirectRequest<K>,
): Promise<FactsByKind[K]> {
  requireScope(actor, 'checks:write')
  const { kind, work } = request
  const earlier = work?.isRetry ? await findCheckById(ctx.db, work.id as CheckId) : undefined
  // A check that failed cost nothing and is tried afresh.
  const id = work && earlier?.state !== 'failed' ? (work.id as CheckId) : newId<CheckId>()
  if (earlier?.id !== id) await begin(ctx, admission, actor, id, request)
  await waitForEnd(ctx, finished, id)
  if (!work) await giveUp(ctx, id)
  const check = await findCheckById(ctx.db, id)
  if (check) admission.learn(check)
  return readFacts(check, kind)
}

/** Has the check queued, for whoever can pay and need not wait too long; pictures are looked at only then. */
async function begin(
  ctx: Context,
  admission: Admission,
  actor: ApiKeyActor,
  id: CheckId,
  { kind, readPictures }: DirectRequest<CheckKind>,
): Promise<void> {
  await requireTokens(ctx, actor, [kind])
  const leave = await admission.enter({ organizationId: actor.organizationId, kind, priority: PRIORITY })
  try {
    await storeAndRequest(ctx, actor, id, { kind, pictures: await readPictures() })
  } finally {
    leave()
  }
}

/** Waits until the check ends or the deadline passes; a caller that is woken for another reason waits on. */
async function waitForEnd(ctx: Context, finished: FinishedChecks, id: CheckId): Promise<void> {
  const deadlineMs = performance.now() + ctx.config.vision.waitMs
  for (;;) {
    const leftMs = deadlineMs - performance.now()
    if (leftMs <= 0) return
    // Asked for before the look, so that no end can fall in between.
    const woken = finished.wait(id, leftMs)
    if (await hasEnded(ctx, id)) return finished.announce(id)
    await woken
  }
}

/** Ends a check whose result nobody can ask for any more, so that its tokens come back; one that has ended stays. */
async function giveUp(ctx: Context, id: CheckId): Promise<void> {
  const check = await findQueuedCheck(ctx, id)
  if (!check) return
  const outcome = { failureCode: 'deadline_passed' } as const
  await withTransaction(ctx, async (tx) => {
    if (await endCheck(tx, check, outcome)) await settleDirectCheck(tx, check, outcome)
  })
}

async function hasEnded(ctx: Context, id: CheckId): Promise<boolean> {
  const check = await findCheckById(ctx.db, id)
  return check !== undefined && check.state !== 'queued'
}

/** Pictures are stored only for whoever can still pay, and outside the transaction, since they go to the blob store. */
async function storeAndRequest(
  ctx: Context,
  actor: ApiKeyActor,
  id: CheckId,
  { kind, pictures }: { kind: CheckKind; pictures: Pictures },
): Promise<void> {
  await requireTokens(ctx, actor, [kind])
  const evidence: Record<string, EvidenceId> = {}
  for (const [role, picture] of Object.entries(pictures)) evidence[role] = await picture.store()
  await requestCheck(ctx, actor, id, { kind, evidence })
}

function requestCheck(
  ctx: Context,
  actor: ApiKeyActor,
  id: CheckId,
  request: { kind: CheckKind; evidence: Readonly<Record<string, EvidenceId>> },
): Promise<void> {
  const { kind, evidence } = request
  const { organizationId, environment } = actor
  return withTransaction(ctx, async (tx) => {
    const holdId = await holdTokens(tx, actor, [kind])
    await insertCheck(tx.db, {
      id,
      organizationId,
      environment,
      sessionId: null,
      step: null,
      kind,
      input: { evidence },
      holdId: holdId ?? null,
      priority: PRIORITY,
      createdAt: nowDate(ctx.clock),
    })
    await addCheckJobs(tx.db, 1)
    await recordAudit(tx, actor, { action: 'check.request', targetId: id, details: { kind } })
  })
}

function readFacts<K extends CheckKind>(check: Check | undefined, kind: K): FactsByKind[K] {
  const isTooLate = !check || check.state === 'queued' || check.failureCode === 'deadline_passed'
  if (isTooLate) throw new AppError('deadline_passed')
  // The row was written by `endCheck` from facts of this very kind.
  if (check.state === 'done') return check.result as FactsByKind[K]
  const code: ErrorCode = check.failureCode === 'image_invalid' ? 'image_invalid' : 'check_failed'
  throw new AppError(code, { message: `The check ${kind} could not be completed (${check.failureCode})` })
}
