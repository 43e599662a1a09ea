/** Finds the names of those who acted and of what they acted on. */
import type { TxContext } from '../../context.ts'
import { type ApiKeyId, isUuid, type MemberUserId, type SessionId, type WorkflowId } from '../../lib/ids.ts'
import type { Actor } from '../actor.ts'
import { toVisible } from '../applicants/mask.ts'
import { type EventRow, listKeyNames, listPeopleNames, listSessionNames, listWorkflowNames } from './list-queries.ts'

/** Names by id; an id that is not there belongs to something that is gone. */
export type Names = ReadonlyMap<string, string>

/** What kind of thing the target of an action is, told by the action's noun. */
const TARGET_KINDS: Readonly<Record<string, 'key' | 'person' | 'session' | 'workflow'>> = {
  api_key: 'key',
  member: 'person',
  sign_in: 'person',
  step_up: 'person',
  password: 'person',
  two_factor: 'person',
  passkey: 'person',
  session: 'session',
  evidence: 'session',
  workflow: 'workflow',
}

/** Reads the names of one page of rows by four statements at most; applicants' are masked for who may not see them. */
export async function listNames(ctx: TxContext, actor: Actor, rows: readonly EventRow[]): Promise<Names> {
  const ids = {
    key: new Set<string>(),
    person: new Set<string>(),
    session: new Set<string>(),
    workflow: new Set<string>(),
  }
  for (const { actorKind, actorId, action, targetId } of rows) {
    if (actorId && isUuid(actorId)) {
      if (actorKind === 'api_key') ids.key.add(actorId)
      if (actorKind === 'member' || actorKind === 'operator') ids.person.add(actorId)
      if (actorKind === 'applicant') ids.session.add(actorId)
    }
    const kind = TARGET_KINDS[action.split('.')[0] ?? '']
    if (kind && targetId && isUuid(targetId)) ids[kind].add(targetId)
  }
  const { organizationId } = actor
  const [keys, people, sessions, workflows] = await Promise.all([
    ids.key.size > 0 ? listKeyNames(ctx.db, organizationId, [...ids.key] as ApiKeyId[]) : [],
    ids.person.size > 0 ? listPeopleNames(ctx.db, [...ids.person] as MemberUserId[]) : [],
    ids.session.size > 0 ? listSessionNames(ctx.db, organizationId, [...ids.session] as SessionId[]) : [],
    ids.workflow.size > 0 ? listWorkflowNames(ctx.db, organizationId, [...ids.workflow] as WorkflowId[]) : [],
  ])
  const applicants = sessions.map(({ id, ...names }) => {
    const { firstName, lastName } = toVisible(actor, names)
    return { id, name: `${firstName} ${lastName}`.trim() }
  })
  const named = [...people, ...keys, ...applicants, ...workflows].map(({ id, name }) => [id, name] as const)
  return new Map<string, string>(named)
}
