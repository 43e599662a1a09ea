/** How far the end of an organization has come: asked for, begun, done. What happens in between is in `../deletion/`. */
import type { TxContext } from '../../context.ts'
import type { OrganizationStatus } from '../../db/people-tables.ts'
import { nowDate } from '../../lib/clock.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import {
  listOrganizationsToErase,
  lockDeletion,
  updateDeletionDue,
  updateToDeleted,
  updateToErasing,
} from './deletion-queries.ts'

export interface DeletionState {
  readonly name: string
  /** `erasing` and `deleted` are final. */
  readonly status: OrganizationStatus
  readonly deletionDueAt: Date | null
}

/** The state, held fast until the transaction ends; undefined when there is no such organization. */
export function lockDeletionState(tx: TxContext, id: OrganizationId): Promise<DeletionState | undefined> {
  return lockDeletion(tx.db, id)
}

/** Sets from when on the organization is erased, or takes that back with null; every node is told. */
export async function setDeletionDue(tx: TxContext, id: OrganizationId, due: Date | null): Promise<void> {
  await updateDeletionDue(tx.db, id, due)
}

/** Organizations that are due and not completely erased, the longest due first. */
export function listOrganizationsDue(ctx: TxContext): Promise<OrganizationId[]> {
  return listOrganizationsToErase(ctx.db, nowDate(ctx.clock))
}

/** From here on there is no way back. */
export async function markErasing(tx: TxContext, id: OrganizationId): Promise<void> {
  await updateToErasing(tx.db, id)
}

/** Leaves the tombstone: the name by which the books are found; the word for URLs is free again. */
export async function markDeleted(tx: TxContext, id: OrganizationId): Promise<void> {
  await updateToDeleted(tx.db, id)
}
