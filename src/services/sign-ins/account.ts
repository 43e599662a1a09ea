/** What the console shows people of their own account. */
import type { TxContext } from '../../context.ts'
import type { ConsoleAuth } from './console-auth.ts'
import type { Person } from './person.ts'
import { findTwoFactorEnabled } from './queries.ts'

/** A person's account. */
export interface Account {
  readonly name: string
  readonly email: string
  readonly isTwoFactorOn: boolean
  /** Backup codes that were not used; undefined while two-factor sign-in is off. */
  readonly backupCodesLeft: number | undefined
}

/** The person's account. */
export async function getAccount(ctx: TxContext, auth: ConsoleAuth, person: Person): Promise<Account> {
  const { name, email, userId } = person
  const isTwoFactorOn = await findTwoFactorEnabled(ctx.db, userId)
  const codes = isTwoFactorOn ? await auth.api.viewBackupCodes({ body: { userId } }) : undefined
  return { name, email, isTwoFactorOn, backupCodesLeft: codes?.backupCodes.length }
}
