/** What tests of a team ask: who has which role, which acts were noted, and what a refusal says. */
import type { TestMember } from './console.ts'
import type { TestAnswer, TestServer } from './server.ts'

/** Status and error code of an answer. */
export function told({ status, text }: TestAnswer): [number, string | undefined] {
  return [status, text === '' ? undefined : JSON.parse(text).code]
}

/** The roles of the member's team, by the people's ids. */
export async function rolesOf(member: TestMember): Promise<Record<string, string>> {
  const { json } = await member.get('~/members')
  return Object.fromEntries(json.items.map((item: { userId: string; role: string }) => [item.userId, item.role]))
}

/** The actions of members in the organization's audit log, oldest first. */
export async function listMemberActions({ ctx }: TestServer, { organizationId }: TestMember): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('auditEvents')
    .where('organizationId', '=', organizationId)
    .where('actorKind', '=', 'member')
    .orderBy('id')
    .select('action')
    .execute()
  return rows.map(({ action }) => action)
}
