/** SQL of the checks that are before a call. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { CheckKind } from '../../steps/facts.ts'
import { MAX_ATTEMPTS } from './claim-queries.ts'

/** The checks of one kind that an organization has due. */
export interface DueChecks {
  readonly organizationId: OrganizationId
  readonly kind: CheckKind
  /** Nobody does them yet; of the caller's own organization only those that go before or with the call. */
  readonly waiting: number
  /** Somebody does them now. */
  readonly running: number
}

/**
 * What is due of every organization. Of `organizationId` only checks of a priority number up to `priority` count as waiting:
 * the others are done after those.
 */
export async function listDueChecks(db: Db, organizationId: OrganizationId, priority: number): Promise<DueChecks[]> {
  const { rows } = await sql<DueChecks>`
    select organization_id, kind,
      count(*) filter (
        where claimed_by is null and attempts < ${MAX_ATTEMPTS}::integer
          and (organization_id <> ${organizationId} or priority <= ${priority}::integer)
      )::integer as waiting,
      count(*) filter (where claimed_by is not null)::integer as running
    from checks where state = 'queued' and due_at <= now()
    group by organization_id, kind
  `.execute(db)
  return rows
}
