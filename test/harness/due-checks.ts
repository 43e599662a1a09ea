/** Lets checks that were put off be done at once, instead of after their pause. */
import { sql } from 'kysely'
import type { TestServer } from './server.ts'

export async function makeChecksDue({ ctx }: TestServer): Promise<void> {
  await sql`
    with due as (update checks set due_at = now() where state = 'queued' and claimed_by is null returning id)
    select graphile_worker.add_job('run_check', '{}'::json) from due`.execute(ctx.db)
}
