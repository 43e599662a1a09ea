/** What is told of events: the session as it was when they happened, or what was kept of one that is of no session. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { EventId, OrganizationId, SessionId } from '../../lib/ids.ts'
import { type EnvironmentActor, onlyWorkflowOf } from '../actor.ts'
import type { OtherEvent } from '../events/event-types.ts'
import { getOwnEvent } from '../events/get.ts'
import type { ListedEvent } from '../events/list.ts'
import { viewSessionsAsOf } from '../sessions/as-of-event.ts'
import { getOwnSession } from '../sessions/get.ts'
import { toVisibleView } from '../sessions/mask.ts'
import type { SessionView } from '../sessions/view.ts'

export type EventContent =
  | { readonly session: SessionView }
  | { readonly other: OtherEvent; readonly organizationId: OrganizationId }

/** An event as it was written. */
export interface KeptEvent {
  readonly organizationId: OrganizationId
  readonly type: string
  readonly sessionId: SessionId | null
  readonly sealedSnapshot: Buffer | null
  readonly data: Readonly<Record<string, unknown>> | null
}

/** One for each event of the organization, undefined where its applicant was erased since; by the same few queries however many there are. */
export async function readEventContents(
  ctx: TxContext,
  organizationId: OrganizationId,
  events: readonly KeptEvent[],
): Promise<ReadonlyArray<EventContent | undefined>> {
  const ofSessions = events.filter(isOfSession)
  const views = await viewSessionsAsOf(ctx, organizationId, ofSessions)
  const sessions = new Map(ofSessions.map((event, at) => [event as KeptEvent, views[at]]))
  return events.map((event) => {
    // Only `recordOtherEvent` and the trigger of balances write them.
    if (event.data) return { other: { type: event.type, data: event.data } as unknown as OtherEvent, organizationId }
    const session = sessions.get(event)
    return session && { session }
  })
}

function isOfSession(event: KeptEvent): event is KeptEvent & { readonly sessionId: SessionId } {
  return event.sessionId !== null
}

export interface ToldContent extends Omit<ListedEvent, 'id'> {
  readonly id: EventId
  /** Undefined once the applicant was erased; masked without applicants:read. */
  readonly content: EventContent | undefined
}

/** One event with what webhooks tell of it. Throws `not_found`, `access_denied` and `scope_missing`. */
export async function getEvent(ctx: TxContext, actor: EnvironmentActor, eventId: string): Promise<ToldContent> {
  const event = await getOwnEvent(ctx, actor, eventId)
  const { id, type, sessionId, sequence, createdAt } = event
  if (sessionId) await getOwnSession(ctx, actor, sessionId)
  // A key of one workflow is told of its sessions only.
  else if (onlyWorkflowOf(actor)) throw new AppError('access_denied')
  const [content] = await readEventContents(ctx, actor.organizationId, [event])
  const visible = content && 'session' in content ? { session: toVisibleView(actor, content.session) } : content
  return { id, type, sessionId, sequence, createdAt, content: visible }
}
