/** SQL of the clocks of sandboxes. */
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { OrganizationId } from '../../../lib/ids.ts'

export interface ClockRow {
  readonly advancedSeconds: number
  readonly advancedAt: Date
  readonly workId: string | null
}

/** The clock; undefined when it was never advanced. */
export function findClock(db: Db, organizationId: OrganizationId): Promise<ClockRow | undefined> {
  return db
    .selectFrom('sandboxClocks')
    .select(['advancedSeconds', 'advancedAt', 'workId'])
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
}

/** Makes the organization wait whose clock is being advanced, until the transaction ends. */
export async function lockClock(tx: Db, organizationId: OrganizationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sandbox_clock ' || ${organizationId}::text, 0))`.execute(tx)
}

/** Adds to the clock, with the request that did so; answers it. */
export async function addToClock(
  tx: Db,
  organizationId: OrganizationId,
  { seconds, at, workId }: { readonly seconds: number; readonly at: Date; readonly workId: string | null },
): Promise<ClockRow> {
  return tx
    .insertInto('sandboxClocks')
    .values({ organizationId, advancedSeconds: seconds, advancedAt: at, workId })
    .onConflict((conflict) =>
      conflict.column('organizationId').doUpdateSet((eb) => ({
        advancedSeconds: eb('sandboxClocks.advancedSeconds', '+', seconds),
        advancedAt: at,
        workId,
      })),
    )
    .returning(['advancedSeconds', 'advancedAt', 'workId'])
    .executeTakeFirstOrThrow()
}

/** Queues jobs of our own, each once, to be seen when the transaction commits. */
export async function addOwnJobs(tx: Db, names: readonly string[]): Promise<void> {
  await sql`
    select graphile_worker.add_job(name, '{}'::json, job_key => 'sandbox_clock ' || name)
    from unnest(${names}::text[]) as name
  `.execute(tx)
}
