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

/**
 * Reads, stores and measures the pictures and answers the facts. Throws `balance_insufficient` with nothing read or written,
 * `check_failed` when the models could not (nothing is charged), `deadline_passed` when it took too long: nothing is
 * charged either, unless the request is named by a key; then the check goes on, and its result is waited for when the
 * same work is asked for again.
 */
export async function runDirectCheck<K extends CheckKind>(
  ctx: Context,
  finished: FinishedChecks,
  actor: ApiKeyActor,
  request: DirectRequest<K>,
): Promise<FactsByKind[K]> {
  requireScope(actor, 'checks:write')
  const { work } = request
  const earlier = work?.isRetry ? await findCheckById(ctx.db, work.id as CheckId) : undefined
  // A check that failed cost nothing and is tried afresh.
  const id = work && earlier?.state !== 'failed' ? (work.id as CheckId) : newId<CheckId>()
  const isAsked = earlier?.id === id
  if (!isAsked) await requireTokens(ctx, actor, [request.kind])
  const pictures = isAsked ? {} : await request.readPictures()
  const ended = finished.wait(id, ctx.config.vision.waitMs)
  try {
    if (!isAsked) await storeAndRequest(ctx, actor, id, { kind: request.kind, pictures })
    else if (await hasEnded(ctx, id)) finished.announce(id)
  } catch (error) {
    finished.announce(id)
    throw error
  }
  await waitForEnd(ctx, finished, id, ended)
  if (!work) await giveUp(ctx, id)
  return readFacts(ctx, id, request.kind)
}

/** Waits until the check ends or the deadline passes; a caller that is woken for another reason waits on. */
async function waitForEnd(ctx: Context, finished: FinishedChecks, id: CheckId, first: Promise<void>): Promise<void> {
  const deadlineMs = performance.now() + ctx.config.vision.waitMs
  let woken = first
  for (;;) {
    await woken
    const leftMs = deadlineMs - performance.now()
    if (leftMs <= 0) return
    // Asked for before the look, so that no end can fall in between.
    woken = finished.wait(id, leftMs)
    if (await hasEnded(ctx, id)) return finished.announce(id)
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

async function readFacts<K extends CheckKind>(ctx: Context, id: CheckId, kind: K): Promise<FactsByKind[K]> {
  const check = await findCheckById(ctx.db, id)
  const isTooLate = !check || check.state === 'queued' || check.failureCode === 'deadline_passed'
  if (isTooLate) throw new AppError('deadline_passed')
  // The row was written by `endCheck` from facts of this very kind.
  if (check.state === 'done') return check.result as FactsByKind[K]
  const code: ErrorCode = check.failureCode === 'image_invalid' ? 'image_invalid' : 'check_failed'
  throw new AppError(code, { message: `The check ${kind} could not be completed (${check.failureCode})` })
}
