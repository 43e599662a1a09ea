/** The passkeys of a person, and the person of a passkey. */
import type { TxContext } from '../../../context.ts'
import type { MemberUserId, PasskeyId } from '../../../lib/ids.ts'
import { findAnyPasskey, findPasskeyRow, listPasskeyRows } from './queries.ts'

export interface Passkey {
  readonly id: PasskeyId
  readonly name: string
  readonly createdAt: Date
  /** When it last proved who its person is; null: never yet. */
  readonly usedAt: Date | null
}

/** All of them, the oldest first. */
export async function listPasskeys(ctx: TxContext, userId: MemberUserId): Promise<Passkey[]> {
  const rows = await listPasskeyRows(ctx.db, userId)
  return rows.map(({ id, name, createdAt, usedAt }) => ({ id, name, createdAt, usedAt }))
}

/** Whether there are any. */
export function hasPasskey(ctx: TxContext, userId: MemberUserId): Promise<boolean> {
  return findAnyPasskey(ctx.db, userId)
}

/** Whose passkey an authenticator calls so; undefined for nobody's. */
export async function findPersonOfPasskey(ctx: TxContext, credentialId: string): Promise<MemberUserId | undefined> {
  return (await findPasskeyRow(ctx.db, credentialId))?.userId
}
