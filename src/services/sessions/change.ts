/** Finds, locks and changes sessions for the verbs above this folder; their status is for `transition.ts` alone. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { SessionId } from '../../lib/ids.ts'
import { findSessionById, insertDecision, lockSession, notifySessionChanged, updateSession } from './queries.ts'
import type { SessionChange, SessionRow } from './session-row.ts'

type Named = Pick<SessionRow, 'organizationId' | 'id'>
type NewDecision = Omit<Parameters<typeof insertDecision>[1], 'organizationId' | 'sessionId'>

/** The session of an id, for whoever holds its applicant's cookie. */
export function findSession(ctx: TxContext, id: SessionId): Promise<SessionRow | undefined> {
  return findSessionById(ctx.db, id)
}

/** Locks a session until the transaction ends; undefined when it was erased. */
export function findLockedSession(tx: TxContext, session: Named): Promise<SessionRow | undefined> {
  return lockSession(tx.db, session.organizationId, session.id)
}

/** The same; throws `not_found`. */
export async function lockSessionRow(tx: TxContext, session: Named): Promise<SessionRow> {
  const locked = await findLockedSession(tx, session)
  if (!locked) throw new AppError('not_found')
  return locked
}

/** Changes what is named and answers the row as it is then. Call with the session locked. */
export async function changeSession(tx: TxContext, session: SessionRow, change: SessionChange): Promise<SessionRow> {
  await updateSession(tx.db, session.organizationId, session.id, change)
  return { ...session, ...change }
}

/** Tells live pages of a change that leaves status and progress as they are. */
export function announceChange(tx: TxContext, session: SessionRow): Promise<void> {
  return notifySessionChanged(tx.db, session)
}

/** Adds a decision to the history of a session. */
export function addDecision(
  tx: TxContext,
  { organizationId, id: sessionId }: Named,
  decision: NewDecision,
): Promise<void> {
  return insertDecision(tx.db, { ...decision, organizationId, sessionId })
}
