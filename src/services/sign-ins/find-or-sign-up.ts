/** Finds the person of an e-mail address, or signs them up. */
import type { TxContext } from '../../context.ts'
import { assert } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { deleteSignIns, findUserIdByEmail, listSignInIds } from './queries.ts'

/** The person's id; the password counts only when they are new, and nobody is signed in by it. For operators. */
export async function findOrSignUp(
  ctx: TxContext,
  auth: ConsoleAuth,
  person: { name: string; email: string; password: string },
): Promise<MemberUserId> {
  const known = await findUserIdByEmail(ctx.db, person.email)
  if (known) return known
  await auth.api.signUpEmail({ body: person })
  const id = await findUserIdByEmail(ctx.db, person.email)
  assert(id, 'a person who signed up is there')
  await deleteSignIns(ctx.db, id, await listSignInIds(ctx.db, id))
  return id
}
