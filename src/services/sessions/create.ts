/** Opens a session: the applicant follows its link and walks the workflow's steps. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { StoredStep } from '../../db/tables.ts'
import { randomBase62 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { newId, type SessionId, type WorkflowId, type WorkflowVersionId } from '../../lib/ids.ts'
import { digestSecret } from '../../lib/keyring.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { findOrCreateApplicant } from '../applicants/find-or-create.ts'
import { recordAudit } from '../audit/record.ts'
import { priceOfSteps } from '../billing/prices.ts'
import { holdTokens } from '../billing/tokens.ts'
import { standaloneSteps } from '../workflows/catalogue.ts'
import { getWorkflow } from '../workflows/get.ts'
import { insertSession } from './queries.ts'

const HOUR_MS = 3_600_000
const LINK_SECRET_LENGTH = 32

export interface CreateSession {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  /** E.164. */
  readonly phone?: string | undefined
  readonly externalId?: string | undefined
  /** Left out: a standalone verification of identity. */
  readonly workflowId?: WorkflowId | undefined
  /** Absolute https URL. */
  readonly redirectUrl?: string | undefined
  /** 1 to 8760. */
  readonly expiresInHours?: number | undefined
}

export interface CreatedSession {
  readonly id: SessionId
  /** The applicant's link; its secret is not kept and cannot be answered again. */
  readonly url: string
  readonly externalId: string | undefined
  readonly expiresAt: Date
}

/**
 * Creates a session for one applicant and holds its price; throws `balance_insufficient` with nothing written,
 * `not_found` and `access_denied` for the workflow. Audited.
 */
export async function createSession(ctx: TxContext, actor: ApiKeyActor, input: CreateSession): Promise<CreatedSession> {
  requireScope(actor, 'sessions:write')
  const plan = await planSteps(ctx, actor, input.workflowId)
  const id = newId<SessionId>()
  const secret = randomBase62(LINK_SECRET_LENGTH)
  const nowMs = ctx.clock.nowMs()
  const expiresAt = new Date(nowMs + (input.expiresInHours ?? ctx.config.sessions.expiresInHours) * HOUR_MS)

  await withTransaction(ctx, async (tx) => {
    const holdId = await holdTokens(tx, actor, priceOfSteps(ctx, plan.steps))
    const applicant = await findOrCreateApplicant(tx, actor, input)
    await insertSession(tx.db, {
      id,
      organizationId: actor.organizationId,
      environment: actor.environment,
      applicantId: applicant.id,
      apiKeyId: actor.apiKeyId,
      senderUserId: actor.ownerUserId ?? null,
      workflowId: input.workflowId ?? null,
      workflowVersionId: plan.versionId ?? null,
      steps: plan.steps,
      firstName: input.firstName,
      lastName: input.lastName,
      externalId: input.externalId ?? null,
      redirectUrl: input.redirectUrl ?? null,
      holdId: holdId ?? null,
      linkDigest: digestSecret(ctx.keyring, secret),
      expiresAt,
      createdAt: new Date(nowMs),
    })
    await recordAudit(tx, actor, { action: 'session.create', targetId: id })
  })
  return { id, url: `${ctx.config.http.baseUrl}/v/${secret}`, externalId: input.externalId, expiresAt }
}

async function planSteps(
  ctx: TxContext,
  actor: ApiKeyActor,
  workflowId: WorkflowId | undefined,
): Promise<{ steps: readonly StoredStep[]; versionId?: WorkflowVersionId }> {
  if (!workflowId) {
    if (actor.workflowId) throw new AppError('access_denied')
    return { steps: standaloneSteps() }
  }
  const workflow = await getWorkflow(ctx, actor, workflowId)
  if (workflow.status !== 'active') throw new AppError('conflict', { message: 'This workflow is not active' })
  return { steps: workflow.steps, versionId: workflow.versionId }
}
