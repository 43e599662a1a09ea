/** Lists organizations for operators. */
import type { TxContext } from '../../context.ts'
import type { Organization } from './get.ts'
import { listOrganizationRows } from './queries.ts'

/** Every organization, erased ones included, the latest first. For operators: a member is told of their own only. */
export function listOrganizations(ctx: TxContext): Promise<Organization[]> {
  return listOrganizationRows(ctx.db)
}
