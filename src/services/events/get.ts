/** Finds one event. */
import type { Selectable } from 'kysely'
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import type { EventsTable } from '../../db/run-tables.ts'
import { AppError } from '../../lib/errors.ts'
import { type EventId, isUuid } from '../../lib/ids.ts'
import { type EnvironmentActor, requireOwner, requireScope } from '../actor.ts'
import { findEventById } from './queries.ts'

export type EventRow = Selectable<EventsTable>

/** With what was kept of it, which tells whom it is about. Throws `not_found`, `access_denied` and `scope_missing`. */
export async function getOwnEvent(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<EventRow> {
  requireScope(actor, 'sessions:read')
  const row = isUuid(id) ? await findOwnFirst(() => findEventById(ctx.db, id as EventId)) : undefined
  if (!row) throw new AppError('not_found', { message: `There is no event ${id}` })
  requireOwner(actor, row)
  return row
}
