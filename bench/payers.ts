/** Organizations that create sessions in a measurement. */
import type { Context } from '../src/context.ts'
import { withinOrganization } from '../src/db/reach.ts'
import { assert } from '../src/lib/errors.ts'
import type { ApplicantId } from '../src/lib/ids.ts'
import type { ApiKeyActor } from '../src/services/actor.ts'
import { authenticateKey } from '../src/services/api-keys/authenticate.ts'
import { createOrganization } from '../src/services/organizations/create.ts'
import { createSession } from '../src/services/sessions/create.ts'
import { SessionCreates } from '../src/services/sessions/create-batch/session-creates.ts'

export interface Payer {
  readonly actor: ApiKeyActor
  /** Somebody whom it knows already. */
  readonly applicantId: ApplicantId
}

/** Founds organizations, each with an applicant; they pay from the signup grant. */
export async function foundPayers(ctx: Context, count: number): Promise<Payer[]> {
  const creates = new SessionCreates(ctx)
  const payers: Payer[] = []
  for (let i = 0; i < count; i++) {
    const { liveKey } = await createOrganization(ctx, { name: `Payer ${i}` })
    const key = await authenticateKey(ctx, liveKey)
    assert(key, 'a key that is in force')
    const { actor } = key
    const applicantId = await withinOrganization(actor.organizationId, async () => {
      const { id } = await createSession(ctx, creates, actor, { firstName: 'A', lastName: 'B', email: 'a@example.com' })
      const sessions = ctx.db.selectFrom('sessions').select('applicantId').where('id', '=', id)
      return (await sessions.executeTakeFirstOrThrow()).applicantId
    })
    payers.push({ actor, applicantId })
  }
  return payers
}
