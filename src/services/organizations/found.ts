/** Founds an organization for a person, who may have only so many. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { isOperator } from '../operators/operators.ts'
import { lockPerson } from '../sign-ins/person.ts'
import { createOrganization, type FoundedOrganization } from './create.ts'
import { countFounded } from './queries.ts'

/**
 * Creates the organization with the person as its owner. Throws `conflict` beyond OPENIDV_ORGANIZATIONS_PER_PERSON, erased
 * ones not counted; operators may found any number.
 */
export function foundOrganization(ctx: TxContext, userId: MemberUserId, name: string): Promise<FoundedOrganization> {
  const check = async (tx: TxContext) => {
    const { organizationsPerPerson: most, operatorContact } = ctx.config.console
    // Two at once must not both be the last one that is allowed.
    await lockPerson(tx, userId)
    if ((await countFounded(tx.db, userId)) < most || (await isOperator(tx, userId))) return
    const whom = `an operator of this installation${operatorContact ? ` (${operatorContact})` : ''}`
    const message = `You have founded ${most} organizations, as many as one person may here. Ask ${whom} for another one.`
    throw new AppError('conflict', { message })
  }
  return createOrganization(ctx, { name, ownerUserId: userId, check })
}
