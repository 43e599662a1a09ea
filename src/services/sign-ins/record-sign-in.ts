/** Writes what a person did about their sign-in into the audit log of each organization of theirs. */
import { type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type AuditAction, type AuditDetails, type AuditEntry, appendAudit } from '../audit/record.ts'
import { listOrganizationsOf } from './queries.ts'

/** What people do about their own sign-in; tries that failed are noted by `failed-tries.ts`. */
export type SignInAct = Extract<
  AuditAction,
  | 'sign_in.succeed'
  | 'sign_in.end'
  | 'step_up.succeed'
  | `password.${string}`
  | `two_factor.${string}`
  | `passkey.${string}`
>

/** What a person proves who they are with. */
export type ProofKind = 'password' | 'code' | 'backup_code' | 'passkey'

export interface SignInEvent {
  readonly action: SignInAct
  readonly userId: string
  /** IP address that the person came from. */
  readonly address: string
  /** By what they signed in or stepped up. */
  readonly by?: ProofKind
  readonly details?: AuditDetails
}

/**
 * Appends a row to the chain of each organization of the person, all or none; for somebody who belongs to none yet, a line of
 * the log. Call it when the act is done and before it is answered: what cannot be written is answered as an error.
 */
export async function recordSignIn(ctx: TxContext, event: SignInEvent): Promise<void> {
  const { action, userId, address, by, details } = event
  const row = { action, targetId: userId, details: { ...(by && { by }), ...details }, ip: address }
  const author = { actorKind: 'member', actorId: userId } as const
  const written = await appendForPerson(ctx, userId as MemberUserId, { ...author, ...row })
  if (!written) ctx.log.info({ action, userId, by, address }, 'sign-in of somebody who belongs to no organization')
}

/** The same row in the log of each organization of the person; answers whether there is any. */
export function appendForPerson(
  ctx: TxContext,
  userId: MemberUserId,
  row: Omit<AuditEntry, 'organizationId'>,
): Promise<boolean> {
  return acrossOrganizations(() =>
    withTransaction(ctx, async (tx) => {
      const ids = await listOrganizationsOf(tx.db, userId)
      await appendAudit(
        tx,
        ids.map((organizationId) => ({ organizationId, ...row })),
      )
      return ids.length > 0
    }),
  )
}
