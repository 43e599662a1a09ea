/** Searches sessions for the console: filters, free text, pages; personal data as far as the member may see it. */
import type { TxContext } from '../../../context.ts'
import type { SessionId } from '../../../lib/ids.ts'
import { parseCursor, signCursor } from '../../../lib/paginate.ts'
import type { MemberActor } from '../../actor.ts'
import { seesApplicants } from '../../applicants/mask.ts'
import { type FoundSession, toFoundSession } from './found-session.ts'
import { type FoundTotal, openSearch, type SessionChoice } from './open-search.ts'
import type { Place } from './walks.ts'

export interface FoundPage {
  readonly items: readonly FoundSession[]
  /** Leads to the next page; undefined on the last one. */
  readonly nextCursor?: string
  /** Undefined when the text fits so many that they are not counted. */
  readonly total?: FoundTotal
  /** Whether personal data is masked, since the member's role may not see it. */
  readonly isMasked: boolean
  /** So many begin with the text that older sessions were not looked at: more letters are needed. */
  readonly isCutShort: boolean
}

/** One page, newest first; refuses like `openSearch`, and a cursor of another list with `validation_failed`. */
export async function searchSessions(
  ctx: TxContext,
  actor: MemberActor,
  input: SessionChoice & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<FoundPage> {
  const { limit, cursor } = input
  const search = await openSearch(ctx, actor, input)
  const scope = scopeOf(actor, input)
  const page = { after: cursor === undefined ? undefined : toPlace(ctx, scope, cursor), most: limit + 1 }
  const [found, total] = await Promise.all([search.list(page), search.count()])
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return {
    items: rows.map((row) => toFoundSession(ctx, actor, row)),
    ...(last && { nextCursor: signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), last.id]) }),
    ...(total && { total }),
    isMasked: !seesApplicants(actor),
    isCutShort: await search.isCutShort(page, found.length),
  }
}

function scopeOf({ organizationId, environment }: MemberActor, choice: SessionChoice): readonly unknown[] {
  const { statuses, progress, workflowId, externalId, createdFrom, createdTo, text } = choice
  const chosen = [statuses ?? [], progress ?? [], workflowId, externalId, createdFrom, createdTo, text]
  return ['console-sessions', organizationId, environment, ...chosen.map((part) => part ?? null)]
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): Place {
  const [createdAt = '', id = ''] = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'cursor', parts: 2 })
  return { createdAt: new Date(createdAt), id: id as SessionId }
}
