/** Makes an API key: the plain key is answered once, its digest and ciphertext are stored. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { type IssuedKey, issueKey } from './issue.ts'
import { type KeyRestrictions, parseName, parseRestrictions } from './restrictions.ts'

export interface CreateApiKey extends KeyRestrictions {
  readonly environment: Environment
  /** 1 to 200 characters. */
  readonly name: string
  readonly ownerUserId?: MemberUserId
}

/**
 * Creates a key for the actor's organization and answers the plain key. Without restrictions it may do everything.
 * A member's key is theirs unless it is made for another.
 */
export async function createApiKey(ctx: TxContext, actor: Actor, input: CreateApiKey): Promise<IssuedKey> {
  requireScope(actor, 'keys:write')
  const { environment } = input
  return withTransaction(ctx, async (tx) => {
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
