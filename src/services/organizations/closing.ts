/** Whether an organization is to be deleted: from the request on its keys, links and jobs rest, and nothing is changed. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { findDeletionDue, shareDeletionDue } from './deletion-queries.ts'

/** From when on the organization is erased; undefined unless its deletion was asked for. */
export async function getDeletionDue(ctx: TxContext, id: OrganizationId): Promise<Date | undefined> {
  return (await findDeletionDue(ctx.db, id)) ?? undefined
}

/** The same, and stays so until the transaction ends. Call inside one. */
export async function holdDeletionDue(tx: TxContext, id: OrganizationId): Promise<Date | undefined> {
  return (await shareDeletionDue(tx.db, id)) ?? undefined
}

/** Throws `organization_closing` when the organization is to be deleted: members may look, and change nothing. */
export async function requireNotClosing(ctx: TxContext, id: OrganizationId): Promise<void> {
  const due = await getDeletionDue(ctx, id)
  if (due) throw refuseClosing(due)
}

/** Throws `hosted_link_closed` when the organization is to be deleted: applicants hand nothing in any more. */
export async function requireTakesApplicants(ctx: TxContext, id: OrganizationId): Promise<void> {
  if (await getDeletionDue(ctx, id)) throw new AppError('hosted_link_closed')
}

/** The refusal of a change, with the day that the organization has left. */
export function refuseClosing(due: Date): AppError {
  const day = due.toISOString().slice(0, 10)
  return new AppError('organization_closing', {
    message: `This organization is to be deleted on ${day}: an owner can keep it until then, and nothing else can change`,
  })
}
