/** Prepares a search: what was asked for, as far as the member may ask for it, turned into walks that can be paged. */
import type { TxContext } from '../../../context.ts'
import type { SessionProgress, SessionStatus } from '../../../db/tables.ts'
import { nowDate } from '../../../lib/clock.ts'
import { AppError, invalidField } from '../../../lib/errors.ts'
import { isUuid, type SessionId, type WorkflowId } from '../../../lib/ids.ts'
import { type MemberActor, requireScope } from '../../actor.ts'
import { seesApplicants } from '../../applicants/mask.ts'
import { countFound, type FoundRow, listFoundInNewest, listFoundRows, listMatchingIds } from './queries.ts'
import { parseSearchText, type SearchTerms } from './text.ts'
import type { Place, SearchFilter } from './walks.ts'

/** Counting stops here. */
const MAX_COUNTED = 10_000
/** A text that more sessions begin with is looked for in the newest ones instead. */
const MAX_MATCHES = 2_000
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

/** How many a choice fits; `isExact` is false where counting stopped. */
export interface FoundTotal {
  readonly count: number
  readonly isExact: boolean
}

export interface Search {
  /** Newest first, from after a place on. */
  list(page: { after: Place | undefined; most: number }): Promise<FoundRow[]>
  /** Undefined when the text fits so many that they are not counted. */
  count(): Promise<FoundTotal | undefined>
  /** Whether a page that came out short was so because older sessions were not looked at. */
  isCutShort(page: { after: Place | undefined; most: number }, found: number): Promise<boolean>
}

/**
 * Throws `scope_missing` when a member who is shown masked data searches by it, since the search would tell what the
 * mask hides, and `validation_failed` for a workflow that is no id.
 */
export async function openSearch(ctx: TxContext, actor: MemberActor, choice: SessionChoice): Promise<Search> {
  requireScope(actor, 'sessions:read')
  const terms = parseTerms(actor, choice.text)
  const filter = toFilter(ctx, actor, choice)
  const ids = terms && (await findIds(ctx, actor, terms))
  return terms && !ids ? searchNewest(ctx, filter, terms) : searchAll(ctx, { ...filter, ids })
}

function searchAll(ctx: TxContext, filter: SearchFilter): Search {
  return {
    list: (page) => listFoundRows(ctx.db, filter, page),
    async count() {
      const count = await countFound(ctx.db, filter, { most: MAX_COUNTED + 1 })
      return { count: Math.min(count, MAX_COUNTED), isExact: count <= MAX_COUNTED }
    },
    isCutShort: async () => false,
  }
}

function searchNewest(ctx: TxContext, filter: SearchFilter, terms: SearchTerms): Search {
  return {
    list: (page) => listFoundInNewest(ctx.db, filter, terms, { ...page, window: WINDOW }),
    count: async () => undefined,
    async isCutShort({ after, most }, found) {
      if (found >= most) return false
      return (await countFound(ctx.db, filter, { after, most: WINDOW })) === WINDOW
    },
  }
}

function parseTerms(actor: MemberActor, text: string | undefined): SearchTerms | undefined {
  const terms = text === undefined ? undefined : parseSearchText(text)
  if (!terms || seesApplicants(actor) || terms.ids) return terms
  const refused = 'names, e-mail addresses and phone numbers need the scope applicants:read'
  const message = `Your role ${actor.role} searches by the start of a session id only: ${refused}`
  throw new AppError('scope_missing', { message })
}

/**
 * The few sessions that the text is found in; undefined when they are many. For a member who is shown masked data they are
 * some of many then: the search of the newest looks at names, too.
 */
async function findIds(ctx: TxContext, actor: MemberActor, terms: SearchTerms): Promise<SessionId[] | undefined> {
  const options = { most: MAX_MATCHES + 1, byPerson: seesApplicants(actor) }
  const ids = await listMatchingIds(ctx.db, actor, terms, options)
  if (ids.length <= MAX_MATCHES) return ids
  return seesApplicants(actor) ? undefined : ids.slice(0, MAX_MATCHES)
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
