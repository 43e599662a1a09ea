/** Lets a member in again who forgot their password: an operator hands them a link. */
import { type Context, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { makeResetLink } from '../sign-ins/reset-link.ts'
import { noteInOrganizations } from './end-sign-ins.ts'

/**
 * The link by which the person of an address sets another password: once, within 30 minutes. Whoever holds it can set
 * it, so that it is on record in each organization of theirs. Throws `not_found`.
 */
export async function makeResetLinkOf(ctx: Context, email: string): Promise<string> {
  const made = await makeResetLink(ctx, email)
  if (!made) throw new AppError('not_found', { message: 'Nobody signs in by this e-mail address' })
  await withTransaction(ctx, (tx) => noteInOrganizations(tx, 'member.reset_link', made.userId))
  return made.link
}
