/** Lists the members of an organization. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import type { Role } from './roles.ts'
import { listMemberRows } from './team-queries.ts'

export interface Member {
  readonly userId: MemberUserId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly hasTwoFactor: boolean
  /** To within five minutes; undefined for somebody who never opened the organization. */
  readonly lastSeenAt: Date | undefined
  readonly joinedAt: Date
}

/** Everybody on the team, by name. */
export async function listMembers(ctx: TxContext, actor: MemberActor): Promise<Member[]> {
  requireScope(actor, 'members:read')
  const rows = await listMemberRows(ctx.db, actor.organizationId)
  return rows.map(({ lastSeenAt, createdAt, ...member }) => ({
    ...member,
    lastSeenAt: lastSeenAt ?? undefined,
    joinedAt: createdAt,
  }))
}
