/** Lists sessions; an empty sandbox shows the contract's five, which have no next_token. */
import type { TxContext } from '../../context.ts'
import type { EnvironmentActor } from '../actor.ts'
import { hasAnySession, type ListSessions, listSessions, type SessionPage } from '../sessions/list.ts'
import { toVisibleView } from '../sessions/mask.ts'
import { listFixtureSessions } from './session-fixtures.ts'

/** Throws what `listSessions` does. */
export async function listSessionsOrFixtures(
  ctx: TxContext,
  actor: EnvironmentActor,
  input: ListSessions,
): Promise<SessionPage> {
  const page = await listSessions(ctx, actor, input)
  const isEmpty = page.total === 0 && actor.environment === 'sandbox' && !(await hasAnySession(ctx, actor))
  return isEmpty ? toFixturePage(actor, input) : page
}

function toFixturePage(actor: EnvironmentActor, input: ListSessions): SessionPage {
  const { status, externalId, workflowId, offset, limit } = input
  const all = listFixtureSessions(actor)
    .map((session) => toVisibleView(actor, session))
    .filter((session) => status === undefined || session.status === status)
    .filter((session) => externalId === undefined || session.externalId === externalId)
    .filter((session) => workflowId === undefined || session.workflowId === workflowId)
  const sessions = all.slice(offset, offset + limit)
  return { sessions, nextCursor: undefined, hasMore: offset + sessions.length < all.length, total: all.length }
}
