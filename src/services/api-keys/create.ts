/** Makes an API key: the plain key is answered once, its digest and ciphertext are stored. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { type IssuedKey, issueKey } from './issue.ts'
import { countUsableKeys } from './queries.ts'
import { type KeyRestrictions, parseName, parseRestrictions } from './restrictions.ts'

export interface CreateApiKey extends KeyRestrictions {
  readonly environment: Environment
  /** 1 to 200 characters. */
  readonly name: string
  readonly ownerUserId?: MemberUserId
}

/** In force at once: more than an organization has servers, and few enough for one list. */
const MAX_KEYS = 1000

/**
 * Creates a key for the actor's organization and answers the plain key. Without restrictions it may do everything.
 * A member's key is theirs unless it is made for another. Throws `conflict` beyond 1,000 active keys.
 */
export async function createApiKey(ctx: TxContext, actor: Actor, input: CreateApiKey): Promise<IssuedKey> {
  requireScope(actor, 'keys:write')
  const { environment } = input
  return withTransaction(ctx, async (tx) => {
    if ((await countUsableKeys(tx.db, actor.organizationId, nowDate(ctx.clock), MAX_KEYS)) >= MAX_KEYS) {
      throw new AppError('conflict', { message: `${MAX_KEYS} API keys are active: revoke some first` })
    }
    const restrictions = await parseRestrictions(tx, actor, environment, input)
    const issued = await issueKey(tx, {
      scopes: ['*'],
      workflowId: null,
      ipAllowlist: [],
      expiresAt: null,
      ...restrictions,
      organizationId: actor.organizationId,
      environment,
      name: parseName(input.name),
      ownerUserId: input.ownerUserId ?? (actor.kind === 'member' ? actor.userId : null),
    })
    await recordAudit(tx, actor, { action: 'api_key.create', targetId: issued.id, details: { environment } })
    return issued
  })
}
