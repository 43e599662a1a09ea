/** The session as its applicant meets it on the hosted page. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import type { Environment } from '../../db/tables.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type SessionId } from '../../lib/ids.ts'
import { slotsOf } from '../../steps/registry.ts'
import type { Slot } from '../../steps/step-kind.ts'
import type { ApplicantActor } from '../actor.ts'
import { listEvidence } from '../evidence/list.ts'
import { requireTakesApplicants } from '../organizations/closing.ts'
import { getOrganization } from '../organizations/get.ts'
import { findSession } from '../sessions/change.ts'
import { isCookieOf, isCookieOfEndedLink } from '../sessions/open.ts'
import { redirectUrlOf } from '../sessions/redirect-url.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { type Draft, findDraft } from './draft.ts'
import { type RunState, type RunStep, readRun } from './state.ts'

/** One step of the page: what it asks for, and which of its files are there. */
export interface HostedStep extends RunStep {
  readonly slots: ReadonlyArray<Slot & { readonly isFilled: boolean }>
  /** Of the current step: what was typed and not submitted. */
  readonly draft: Draft | undefined
}

export interface HostedSession extends Omit<RunState, 'steps'> {
  readonly environment: Environment
  readonly organizationName: string
  readonly firstName: string
  readonly lastName: string
  readonly isConsentGiven: boolean
  readonly expiresAt: Date | null
  /** A tag of BCP 47; null: as the browser prefers. */
  readonly locale: string | null
  readonly steps: readonly HostedStep[]
  /** Where to send the applicant when they are done, or when they do not agree. */
  readonly redirectUrl: string | undefined
}

/**
 * The applicant's own session; throws `hosted_link_invalid` unless `cookie` is the one that opened it, `hosted_link_ended` when there is a
 * newer link, and `hosted_link_closed` when the organization is to be deleted.
 */
export async function authenticateApplicant(
  ctx: TxContext,
  sessionId: string,
  cookie: string | undefined,
): Promise<{ actor: ApplicantActor; session: SessionRow }> {
  const session =
    cookie && isUuid(sessionId) ? await findOwnFirst(() => findSession(ctx, sessionId as SessionId)) : undefined
  if (!session || !cookie) throw new AppError('hosted_link_invalid')
  if (!(await isCookieOf(ctx, session, cookie))) {
    const isEnded = await isCookieOfEndedLink(ctx, session, cookie)
    throw new AppError(isEnded ? 'hosted_link_ended' : 'hosted_link_invalid')
  }
  await requireTakesApplicants(ctx, session.organizationId)
  const { organizationId, environment } = session
  return { actor: { kind: 'applicant', organizationId, environment, sessionId: session.id }, session }
}

/** What the hosted page needs to know of a session. */
export async function toHostedSession(ctx: TxContext, session: SessionRow): Promise<HostedSession> {
  const { id, organizationId, environment, firstName, lastName, consentAt, expiresAt, locale } = session
  const [organization, evidence, run] = await Promise.all([
    getOrganization(ctx, organizationId),
    listEvidence(ctx, organizationId, id),
    readRun(ctx, session),
  ])
  const draft = run.currentStep === undefined ? undefined : await findDraft(ctx, session, run.currentStep)
  const filled = new Set(evidence.map(({ slot }) => slot))
  return {
    ...run,
    steps: run.steps.map((step, place) => ({
      ...step,
      slots: toSlots(session, place).map((slot) => ({ ...slot, isFilled: filled.has(slot.slot) })),
      draft: place === run.currentStep ? draft : undefined,
    })),
    ...{ environment, firstName, lastName, expiresAt, locale },
    organizationName: organization.name,
    isConsentGiven: consentAt !== null,
    redirectUrl: redirectUrlOf({ ...session, status: run.status }),
  }
}

/**
 * The current files of a session's step by slot, as the page submits them: what the applicant has uploaded. Of a form,
 * those that its answers name: a file of a question that is no longer asked, or that was taken back, is left out.
 */
export async function listFilledSlots(
  ctx: TxContext,
  session: SessionRow,
  step: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, string>>> {
  const place = session.steps.findIndex(({ id }) => id === step)
  const { answers } = body
  const isNamed = (slot: string) => typeof answers !== 'object' || answers === null || Object.hasOwn(answers, slot)
  const asked = new Set(toSlots(session, place).flatMap(({ slot }) => (isNamed(slot) ? [slot] : [])))
  const evidence = await listEvidence(ctx, session.organizationId, session.id)
  return Object.fromEntries(evidence.flatMap(({ slot, id }) => (asked.has(slot) ? [[slot, id]] : [])))
}

function toSlots(session: SessionRow, place: number): readonly Slot[] {
  const step = session.steps[place]
  return step ? slotsOf(step) : []
}
