/** Who runs the installation: people who grant tokens, set limits and let others sign up. */
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { findUserIdOf } from '../sign-ins/person.ts'
import { deleteOperator, findOperator, insertOperator, listOperatorRows, lockOperators } from './queries.ts'

export interface Operator {
  readonly userId: MemberUserId
  readonly name: string
  readonly email: string
  readonly createdAt: Date
}

/** Everybody who is one, the first of them first. */
export function listOperators(ctx: TxContext): Promise<Operator[]> {
  return listOperatorRows(ctx.db)
}

/** Whether a person is one. */
export function isOperator(ctx: TxContext, userId: MemberUserId): Promise<boolean> {
  return findOperator(ctx.db, userId)
}

/** Throws `access_denied` unless the person is one. */
export async function requireOperator(ctx: TxContext, userId: MemberUserId): Promise<void> {
  if (await isOperator(ctx, userId)) return
  throw new AppError('access_denied', { message: 'Only operators of this installation may do this' })
}

/** Makes somebody who has signed up an operator; answers whether they were none. Throws `not_found`. For commands only. */
export async function addOperator(ctx: TxContext, email: string): Promise<boolean> {
  return insertOperator(ctx.db, { userId: await getUserId(ctx, email), createdAt: nowDate(ctx.clock) })
}

/** Makes the person the first operator; does nothing when there is one. */
export function addFirstOperator(ctx: TxContext, userId: MemberUserId): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await lockOperators(tx.db)
    if ((await listOperatorRows(tx.db)).length > 0) return
    await insertOperator(tx.db, { userId, createdAt: nowDate(ctx.clock) })
    ctx.log.warn({ userId }, 'this person is the first operator of the installation')
  })
}

/**
 * Takes the part back, from the next request on. Throws `not_found` for somebody who is none and `conflict` for the last one:
 * nobody could grant tokens in the console any more. For commands only.
 */
export async function removeOperator(ctx: TxContext, email: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await lockOperators(tx.db)
    const userId = await getUserId(tx, email)
    if (!(await findOperator(tx.db, userId))) throw new AppError('not_found', { message: `${email} is no operator` })
    if ((await listOperatorRows(tx.db)).length === 1) {
      throw new AppError('conflict', { message: 'This is the last operator: add another one first' })
    }
    await deleteOperator(tx.db, userId)
  })
}

async function getUserId(ctx: TxContext, email: string): Promise<MemberUserId> {
  const userId = await findUserIdOf(ctx, email)
  if (userId) return userId
  throw new AppError('not_found', { message: `Nobody has signed up as ${email}` })
}
