/** Makes an API key: the plain key is answered once, its digest and ciphertext are stored. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { grantOf, lockGrantor, requireCovers, scopesToGive } from './authority.ts'
import { type IssuedKey, issueKey } from './issue.ts'
import { countUsableKeys } from './queries.ts'
import { type KeyRestrictions, parseName, parseRestrictions } from './restrictions.ts'

export interface CreateApiKey extends KeyRestrictions {
  readonly environment: Environment
  /** 1 to 200 characters. */
  readonly name: string
  /** The founder of the organization, who stands behind its first keys. */
  readonly ownerUserId?: MemberUserId
}

/** In force at once: more than an organization has servers, and few enough for one list. */
const MAX_KEYS = 1000

/**
 * Creates a key for the actor's organization and answers the plain key. Without restrictions it may do everything that
 * its maker may. Throws `scope_missing` for scopes that the maker lacks, `conflict` beyond 1,000 active keys.
 */
export async function createApiKey(ctx: TxContext, actor: Actor, input: CreateApiKey): Promise<IssuedKey> {
  requireScope(actor, 'keys:write')
  const { environment } = input
  return withTransaction(ctx, async (tx) => {
    const grantor = await lockGrantor(tx, actor)
    if ((await countUsableKeys(tx.db, actor.organizationId, nowDate(ctx.clock), MAX_KEYS)) >= MAX_KEYS) {
      throw new AppError('conflict', { message: `${MAX_KEYS} API keys are active: revoke some first` })
    }
    const restrictions = await parseRestrictions(tx, actor, environment, input)
    const scopes = [...(restrictions.scopes ?? scopesToGive(grantor))]
    requireCovers(grantor, scopes)
    const { ownerUserId } = input
    const issued = await issueKey(tx, {
      ...(ownerUserId ? { grantedBy: ownerUserId, grantedRole: 'owner' as const } : grantOf(grantor)),
      isFromBeforeScopes: false,
      workflowId: null,
      ipAllowlist: [],
      expiresAt: null,
      ...restrictions,
      scopes,
      organizationId: actor.organizationId,
      environment,
      name: parseName(input.name),
      ownerUserId: ownerUserId ?? (actor.kind === 'member' ? actor.userId : null),
    })
    await recordAudit(tx, actor, { action: 'api_key.create', targetId: issued.id, details: { environment } })
    return issued
  })
}
