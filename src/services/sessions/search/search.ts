/** Searches sessions for the console: filters, free text, pages; personal data as far as the member may see it. */
import type { TxContext } from '../../../context.ts'
import type { SessionProgress, SessionStatus } from '../../../db/tables.ts'
import { nowDate } from '../../../lib/clock.ts'
import { AppError, invalidField } from '../../../lib/errors.ts'
import { isUuid, type SessionId, type WorkflowId } from '../../../lib/ids.ts'
import { openCursor, signCursor } from '../../../lib/paginate.ts'
import { type MemberActor, requireScope } from '../../actor.ts'
import { seesApplicants } from '../../applicants/mask.ts'
import { type FoundSession, toFoundSession } from './found-session.ts'
import { countFound, type FoundRow, listFoundInNewest, listFoundRows, listMatchingIds } from './queries.ts'
import { parseSearchText, type SearchTerms } from './text.ts'
import type { Place, SearchFilter } from './walks.ts'

/** Counting stops here. */
export const MOST_COUNTED = 10_000
/** A text that more sessions begin with is looked for in the newest ones instead. */
const MOST_MATCHES = 2_000
/** How many of the newest are looked at then, for one page. */
const WINDOW = 20_000

/** What chooses sessions; what is undefined or empty does not. */
export interface SessionChoice {
  readonly statuses?: readonly SessionStatus[] | undefined
  readonly progress?: readonly SessionProgress[] | undefined
  /** `none`: sessions without a workflow. */
  readonly workflowId?: string | undefined
  readonly externalId?: string | undefined
  /** Both inclusive. */
  readonly createdFrom?: Date | undefined
  readonly createdTo?: Date | undefined
  /** The start of a name, e-mail address, phone number or id, or a whole external id. */
  readonly text?: string | undefined
}

export interface FoundPage {
  readonly items: readonly FoundSession[]
  /** Leads to the next page; undefined on the last one. */
  readonly nextCursor?: string
  /** How many the choice fits; `isExact` is false where counting stopped. Undefined when the text fits too many. */
  readonly total?: { readonly count: number; readonly isExact: boolean }
  /** Whether personal data is masked, since the member's role may not see it. */
  readonly isMasked: boolean
  /** So many begin with the text that older sessions were not looked at: more letters are needed. */
  readonly isNarrow: boolean
}

/**
 * One page, newest first. Throws `validation_failed` naming cursor for one of another list, and `scope_missing` when
 * a member who is shown masked data searches by it: the search would tell what the mask hides.
 */
export async function searchSessions(
  ctx: TxContext,
  actor: MemberActor,
  input: SessionChoice & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<FoundPage> {
  requireScope(actor, 'sessions:read')
  const { limit, cursor } = input
  const terms = parseTerms(actor, input.text)
  const scope = scopeOf(actor, input)
  const after = cursor === undefined ? undefined : parseCursor(ctx, scope, cursor)
  const filter = toFilter(ctx, actor, input)
  const ids = terms && (await findIds(ctx, actor, terms))
  const found =
    terms && !ids
      ? await searchNewest(ctx, filter, terms, { after, most: limit + 1 })
      : await searchAll(ctx, { ...filter, ids }, { after, most: limit + 1 })

  const rows = found.rows.slice(0, limit)
  const last = found.rows.length > limit ? rows.at(-1) : undefined
  return {
    items: rows.map((row) => toFoundSession(ctx, actor, row)),
    ...(last && { nextCursor: signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), last.id]) }),
    ...(found.total && { total: found.total }),
    isMasked: !seesApplicants(actor),
    isNarrow: found.isNarrow,
  }
}

interface Found {
  readonly rows: readonly FoundRow[]
  readonly total: FoundPage['total']
  readonly isNarrow: boolean
}

async function searchAll(
  ctx: TxContext,
  filter: SearchFilter,
  page: { after: Place | undefined; most: number },
): Promise<Found> {
  const [rows, count] = await Promise.all([
    listFoundRows(ctx.db, filter, page),
    countFound(ctx.db, filter, { most: MOST_COUNTED + 1 }),
  ])
  const total = { count: Math.min(count, MOST_COUNTED), isExact: count <= MOST_COUNTED }
  return { rows, total, isNarrow: false }
}

async function searchNewest(
  ctx: TxContext,
  filter: SearchFilter,
  terms: SearchTerms,
  page: { after: Place | undefined; most: number },
): Promise<Found> {
  const rows = await listFoundInNewest(ctx.db, filter, terms, { ...page, window: WINDOW })
  const isShort = rows.length < page.most
  const isNarrow = isShort && (await countFound(ctx.db, filter, { after: page.after, most: WINDOW })) === WINDOW
  return { rows, total: undefined, isNarrow }
}

function parseTerms(actor: MemberActor, text: string | undefined): SearchTerms | undefined {
  const terms = text === undefined ? undefined : parseSearchText(text)
  if (!terms || seesApplicants(actor) || terms.ids) return terms
  const message = `Your role ${actor.role} searches by the start of a session id only: names, e-mail addresses and phone numbers need the scope applicants:read`
  throw new AppError('scope_missing', { message })
}

/** The few sessions that the text is found in; undefined when they are many. */
async function findIds(ctx: TxContext, actor: MemberActor, terms: SearchTerms): Promise<SessionId[] | undefined> {
  const options = { most: MOST_MATCHES + 1, byPerson: seesApplicants(actor) }
  const ids = await listMatchingIds(ctx.db, actor, terms, options)
  return ids.length > MOST_MATCHES ? undefined : ids
}

function toFilter(ctx: TxContext, actor: MemberActor, choice: SessionChoice): SearchFilter {
  const { statuses, progress, workflowId, externalId, createdFrom, createdTo } = choice
  return {
    organizationId: actor.organizationId,
    environment: actor.environment,
    statuses: statuses?.length ? statuses : undefined,
    progress: progress?.length ? progress : undefined,
    workflowId: toWorkflow(workflowId),
    externalId: externalId || undefined,
    ...{ createdFrom, createdTo },
    now: nowDate(ctx.clock),
  }
}

function toWorkflow(id: string | undefined): WorkflowId | null | undefined {
  if (id === 'none') return null
  if (id === undefined || isUuid(id)) return id as WorkflowId | undefined
  throw invalidField('workflow', 'must be the id of a workflow, or none')
}

function scopeOf({ organizationId, environment }: MemberActor, choice: SessionChoice): readonly unknown[] {
  const { statuses, progress, workflowId, externalId, createdFrom, createdTo, text } = choice
  const chosen = [statuses ?? [], progress ?? [], workflowId, externalId, createdFrom, createdTo, text]
  return ['console-sessions', organizationId, environment, ...chosen.map((part) => part ?? null)]
}

function parseCursor(ctx: TxContext, scope: readonly unknown[], cursor: string): Place {
  const [createdAt, id] = openCursor(ctx.keyring.signing, scope, cursor) ?? []
  if (createdAt !== undefined && id !== undefined) return { createdAt: new Date(createdAt), id: id as SessionId }
  throw invalidField('cursor', 'must be the nextCursor of an earlier answer to a request with the same filters')
}
