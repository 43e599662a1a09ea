/** Founds an organization: its row, owner, balance, signup grant and first keys become visible together. */
import { type TxContext, withTransaction } from '../../context.ts'
import { withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { invalidField } from '../../lib/errors.ts'
import { type MemberUserId, newId, type OrganizationId } from '../../lib/ids.ts'
import type { SystemActor } from '../actor.ts'
import { createApiKey } from '../api-keys/create.ts'
import { recordAudit } from '../audit/record.ts'
import { grantTokens, openBalance } from '../billing/tokens.ts'
import { addOwner } from '../members/add-owner.ts'
import { insertOrganization } from './queries.ts'

export interface CreateOrganization {
  /** 1 to 200 characters. */
  readonly name: string
  /** Unique word for URLs; made from a random id when left out. */
  readonly slug?: string
  readonly ownerUserId?: MemberUserId
  /** Tokens to begin with; the setting's when left out. */
  readonly grantTokens?: number
  /** Throws when it may not be founded; asked first, in the same transaction. */
  readonly check?: (tx: TxContext) => Promise<void>
}

export interface FoundedOrganization {
  readonly id: OrganizationId
  readonly liveKey: string
  readonly sandboxKey: string
}

/**
 * Creates an organization with its first live and first sandbox key, in one transaction: whatever crashes in between,
 * it is never there without them (the database checks it at commit, too).
 */
export async function createOrganization(ctx: TxContext, input: CreateOrganization): Promise<FoundedOrganization> {
  const name = input.name.trim()
  if (name.length < 1 || name.length > 200) throw invalidField('name', 'must be 1 to 200 characters')
  const id = newId<OrganizationId>()
  const actor: SystemActor = { kind: 'system', organizationId: id }
  const owner = input.ownerUserId && { ownerUserId: input.ownerUserId }

  const found = async (tx: TxContext): Promise<FoundedOrganization> => {
    await input.check?.(tx)
    const createdAt = nowDate(ctx.clock)
    await insertOrganization(tx.db, {
      id,
      name,
      slug: input.slug ?? id,
      founderId: input.ownerUserId ?? null,
      createdAt,
    })
    if (owner) await addOwner(tx, id, owner.ownerUserId)
    await openBalance(tx, id)
    await recordAudit(tx, actor, { action: 'organization.create', targetId: id })
    const live = await createApiKey(tx, actor, { environment: 'live', name: 'Live key', ...owner })
    const sandbox = await createApiKey(tx, actor, { environment: 'sandbox', name: 'Sandbox key', ...owner })
    const amountTokens = input.grantTokens ?? ctx.config.billing.signupGrantTokens
    if (amountTokens > 0) await grantTokens(tx, actor, { amountTokens, note: 'Signup grant' })
    return { id, liveKey: live.key, sandboxKey: sandbox.key }
  }
  return withinOrganization(id, () => withTransaction(ctx, found))
}
