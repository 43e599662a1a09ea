/** The way to create a session that ours is measured against: four plain statements in a transaction. */
import { sql } from 'kysely'
import type { Context } from '../src/context.ts'
import { randomBase62 } from '../src/lib/crypto.ts'
import { AppError } from '../src/lib/errors.ts'
import { type HoldId, newId, type SessionId } from '../src/lib/ids.ts'
import { digestSecret } from '../src/lib/secret-digest.ts'
import { standaloneSteps } from '../src/steps/registry.ts'
import type { Payer } from './payers.ts'

const PRICE = 50

/**
 * Debit, hold, ledger entries, session. It does less than ours, which also brings the applicant up to date and writes
 * an audit row.
 */
export async function createPlainly(ctx: Context, { actor, applicantId }: Payer): Promise<void> {
  const { organizationId, environment, apiKeyId } = actor
  const id = newId<SessionId>()
  const at = new Date()
  await ctx.db.transaction().execute(async (tx) => {
    const debited = await tx
      .updateTable('balances')
      .set({ availableTokens: sql`available_tokens - ${PRICE}`, heldTokens: sql`held_tokens + ${PRICE}` })
      .where('organizationId', '=', organizationId)
      .where('availableTokens', '>=', PRICE)
      .executeTakeFirst()
    if (debited.numUpdatedRows === 0n) throw new AppError('balance_insufficient')
    const holdId = newId<HoldId>()
    await tx.insertInto('holds').values({ id: holdId, organizationId, amountTokens: PRICE, createdAt: at }).execute()
    const entry = { transactionId: newId<SessionId>(), organizationId, kind: 'hold' as const, holdId, createdAt: at }
    await tx
      .insertInto('ledgerEntries')
      .values([
        { ...entry, account: 'available', amountTokens: -PRICE },
        { ...entry, account: 'held', amountTokens: PRICE },
      ])
      .execute()
    await tx
      .insertInto('sessions')
      .values({
        ...{ id, organizationId, environment, applicantId, apiKeyId, holdId, firstName: 'Ada', lastName: 'Lovelace' },
        ...{ type: 'verification', status: 'PENDING', progress: 'PENDING', steps: JSON.stringify(standaloneSteps()) },
        linkDigest: digestSecret(randomBase62(32)),
        ...{ expiresAt: new Date(at.getTime() + 3_600_000), createdAt: at, updatedAt: at },
      })
      .execute()
  })
}
