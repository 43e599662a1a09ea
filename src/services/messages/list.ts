/** Lists messages. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { listSessionMessages, type MessageRow } from './queries.ts'

export type Message = MessageRow

/** More are never written to one applicant about one session. */
export const MAX_MESSAGES = 10

/** The messages about a session, newest first. */
export function listMessages(ctx: TxContext, organizationId: OrganizationId, sessionId: SessionId): Promise<Message[]> {
  return listSessionMessages(ctx.db, organizationId, sessionId, MAX_MESSAGES)
}
