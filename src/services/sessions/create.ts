/** Opens a session: the applicant follows its link and walks the workflow's steps. */
import type { Context, TxContext } from '../../context.ts'
import type { Reminder } from '../../db/link-tables.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import {
  type ApplicantId,
  type EventId,
  type HoldId,
  type MessageId,
  newId,
  newOrderedId,
  type SessionId,
  type WorkflowId,
  type WorkflowVersionId,
} from '../../lib/ids.ts'
import { digestSecret } from '../../lib/secret-digest.ts'
import { findKind, standaloneSteps } from '../../steps/registry.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireOwner, requireScope, senderUserOf } from '../actor.ts'
import { listPrices, sumPrices } from '../billing/prices.ts'
import { wrapDataKey } from '../evidence/data-keys.ts'
import { isFixtureId } from '../fixture-ids.ts'
import type { Work } from '../idempotency/work.ts'
import { findScenario, missingSteps, planPauses, type ScenarioName, scenarioOfAddress } from '../scenarios.ts'
import { getWorkflow } from '../workflows/get.ts'
import { requireRunnable } from '../workflows/require-runnable.ts'
import { DEFAULT_MAX_ATTEMPTS, type Workflow } from '../workflows/workflow.ts'
import type { NewSession } from './create-batch/new-session.ts'
import type { SessionCreates } from './create-batch/session-creates.ts'
import { findInvitationStates, type InvitationState, type InvitationStates, sendsBy } from './invitation-states.ts'
import { findLinkSecret, linkOf, makeLinkSecret } from './link-secret.ts'
import { findSessionById } from './queries.ts'
import type { SessionRow } from './session-row.ts'

const HOUR_MS = 3_600_000

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
  /** A tag of BCP 47; left out: the applicant's page begins in the language that their browser prefers. */
  readonly locale?: string | undefined
  /** 1 to 8760. */
  readonly expiresInHours?: number | undefined
  /** Driven by a client, without the applicant's page. */
  readonly isHeadless?: boolean
  /** Left out: nobody is written to. */
  readonly invitesByMail?: boolean
  /** The same by text message, to whom has a number. */
  readonly invitesByPhone?: boolean
  /** How the session ends by itself; in the sandbox the address may say it, too. */
  readonly sandboxScenario?: ScenarioName | undefined
  /** How long that takes, 0 to 3600; left out: as the scenario says. */
  readonly sandboxDelaySeconds?: number | undefined
  /** Left out when the caller has not named the request by an Idempotency-Key. */
  readonly work?: Work | undefined
}

export interface CreatedSession {
  readonly id: SessionId
  /** The applicant's link. */
  readonly url: string
  readonly externalId: string | undefined
  readonly expiresAt: Date
  /** What becomes of the messages that invite the applicant. */
  readonly invitations: InvitationStates
}

/**
 * Creates a session for one applicant and holds its price; throws `balance_insufficient` with nothing written,
 * `not_found`, `access_denied`, `steps_not_runnable` for the workflow. Audited. Work that was done before answers the same session again.
 */
export async function createSession(
  ctx: Context,
  creates: SessionCreates,
  actor: EnvironmentActor,
  input: CreateSession,
): Promise<CreatedSession> {
  requireScope(actor, 'sessions:write')
  const done = input.work?.isRetry ? await findSessionById(ctx.db, input.work.id as SessionId) : undefined
  if (done) return toDoneSession(ctx, actor, done)

  const row = await planSession(ctx, actor, input)
  await creates.add(row)
  return {
    id: row.id,
    url: linkOf(ctx, makeLinkSecret(ctx, row.id)),
    externalId: input.externalId,
    expiresAt: row.expiresAt,
    invitations: {
      email: stateOf(row.messageId, input.invitesByMail, sendsBy(ctx, 'email')),
      phone: stateOf(row.textMessageId, input.invitesByPhone, sendsBy(ctx, 'phone')),
    },
  }
}

/** The first is due when somebody who was invited has not submitted by then. */
function planReminders(createdAt: Date, { afterHours, times }: Reminder) {
  return { remindAt: new Date(createdAt.getTime() + afterHours * HOUR_MS), remindersLeft: times }
}

/** Whoever asked is told when there is no way; somebody without a number is not written to. */
function stateOf(messageId: MessageId | undefined, isAsked: boolean | undefined, isSent: boolean): InvitationState {
  if (messageId) return 'queued'
  return isAsked && !isSent ? 'not_configured' : 'not_requested'
}

/** Everything that will be written; nothing is yet. */
async function planSession(ctx: Context, actor: EnvironmentActor, input: CreateSession): Promise<NewSession> {
  const { organizationId, environment } = actor
  const { firstName, lastName, phone, externalId, redirectUrl, locale } = input
  requireSandbox(environment, input)
  const { steps, maxAttempts, reminder, versionId: workflowVersionId } = await planSteps(ctx, actor, input.workflowId)
  const workflowId = workflowVersionId && input.workflowId
  const stepIds = steps.map((step) => step.id)
  const prices = environment === 'sandbox' ? {} : listPrices(ctx, stepIds)
  const id = (input.work?.id ?? newId()) as SessionId
  const { id: dataKeyId, wrappedKey, masterVersion } = wrapDataKey(ctx)
  const createdAt = nowDate(ctx.clock)
  const walk = environment === 'sandbox' ? planWalk(input, { steps, maxAttempts }) : undefined
  const lifeMs = walk?.lifeMs ?? (input.expiresInHours ?? ctx.config.sessions.expiresInHours) * HOUR_MS
  return {
    ...{ id, organizationId, environment, workflowId, workflowVersionId, steps, maxAttempts },
    isHeadless: input.isHeadless === true,
    eventId: newOrderedId<EventId>(createdAt.getTime()),
    actorKind: actor.kind,
    apiKeyId: actor.kind === 'api_key' ? actor.apiKeyId : undefined,
    senderUserId: senderUserOf(actor),
    address: actor.kind === 'member' ? actor.address : undefined,
    ...{ firstName, lastName, email: input.email.toLowerCase(), phone, externalId, redirectUrl, locale },
    linkDigest: digestSecret(makeLinkSecret(ctx, id)),
    ...(reminder && !input.isHeadless && planReminders(createdAt, reminder)),
    ...{ createdAt, expiresAt: new Date(createdAt.getTime() + lifeMs) },
    ...{ amountTokens: sumPrices(prices), prices, holdId: newId<HoldId>(), transactionId: newId() },
    ...{ applicantId: newId<ApplicantId>(), dataKeyId, wrappedKey, masterVersion },
    ...{ scenario: walk?.scenario, walkPauseMs: walk?.pauseMs ?? 0 },
    messageId: input.invitesByMail && sendsBy(ctx, 'email') ? newId<MessageId>() : undefined,
    textMessageId: input.invitesByPhone && phone && sendsBy(ctx, 'phone') ? newId<MessageId>() : undefined,
  }
}

/** Nothing of the sandbox works on live data; an address there is an address and nothing else. */
function requireSandbox(environment: Environment, input: CreateSession): void {
  if (environment === 'sandbox') return
  for (const field of ['sandboxScenario', 'sandboxDelaySeconds'] as const) {
    if (input[field] !== undefined) throw invalidField(field, 'works in the sandbox only: leave it out here')
  }
}

/** A client that drives the session itself walks it itself. */
function planWalk(input: CreateSession, workflow: Pick<Workflow, 'steps' | 'maxAttempts'>) {
  const name = input.isHeadless ? undefined : (input.sandboxScenario ?? scenarioOfAddress(input.email))
  const scenario = name && findScenario(name)
  if (!scenario) return undefined
  const missing = missingSteps(scenario, workflow.steps)
  if (missing) {
    const field = input.sandboxScenario ? 'sandboxScenario' : 'email'
    throw invalidField(field, `${name} needs a workflow with ${missing.join(' or ')}`)
  }
  const { pauseMs, totalMs } = planPauses(scenario, workflow, input.sandboxDelaySeconds)
  return { scenario: name, pauseMs, lifeMs: scenario.ends === 'EXPIRED' ? totalMs : undefined }
}

async function planSteps(
  ctx: TxContext,
  actor: EnvironmentActor,
  workflowId: WorkflowId | undefined,
): Promise<Pick<Workflow, 'steps' | 'maxAttempts' | 'reminder'> & { versionId: WorkflowVersionId | undefined }> {
  if (!workflowId) {
    if (onlyWorkflowOf(actor)) throw new AppError('access_denied')
    return { steps: standaloneSteps(), maxAttempts: DEFAULT_MAX_ATTEMPTS, reminder: null, versionId: undefined }
  }
  const workflow = await getWorkflow(ctx, actor, workflowId)
  if (isFixtureId(workflowId)) return planFixture(actor, workflow)
  if (workflow.status !== 'active') throw new AppError('conflict', { message: 'This workflow is not active' })
  requireRunnable(workflow.steps)
  const { steps, maxAttempts, reminder, versionId } = workflow
  return { steps, maxAttempts, reminder, versionId }
}

/** Of the sandbox's fixed workflow those steps that run here, in a session that belongs to no workflow: that one is no row. */
function planFixture(actor: EnvironmentActor, { steps, maxAttempts }: Workflow) {
  if (onlyWorkflowOf(actor)) throw new AppError('access_denied')
  return { steps: steps.filter(({ id }) => findKind(id)), maxAttempts, reminder: null, versionId: undefined }
}

/** An earlier attempt committed it and died before it could answer. */
async function toDoneSession(ctx: Context, actor: EnvironmentActor, session: SessionRow): Promise<CreatedSession> {
  requireOwner(actor, session)
  const { id, organizationId, externalId, createdAt, expiresAt } = session
  const url = linkOf(ctx, await findLinkSecret(ctx, organizationId, id))
  const invitations = await findInvitationStates(ctx, session)
  return { id, url, externalId: externalId ?? undefined, expiresAt: expiresAt ?? createdAt, invitations }
}
