/** Recomputes the chain over an organization's audit log and says where it is broken. */
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { sha256 } from '../../lib/crypto.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { countEvents, findHead, type LinkRow, listLinks, listOrganizationsWithEvents } from './queries.ts'

/** A place in a chain that somebody noted elsewhere. */
export interface ChainMark {
  readonly position: number
  /** SHA-256 in hex. */
  readonly hash: string
}

export type ChainProblem =
  | 'link_missing'
  | 'event_missing'
  | 'event_changed'
  | 'head_differs'
  | 'event_unlinked'
  | 'mark_differs'

export interface ChainVerification {
  readonly organizationId: OrganizationId
  readonly isIntact: boolean
  /** How many rows the log has by its head. */
  readonly count: number
  /** Hash of the last link in hex; undefined for a log without rows. */
  readonly headHash: string | undefined
  /** The first problem; behind it the chain says nothing any more. */
  readonly problem: { readonly kind: ChainProblem; readonly position: number; readonly eventId?: number } | undefined
}

const GENESIS = Buffer.alloc(32)
/** Links in memory at once. */
const BATCH = 1000

/**
 * Walks the whole chain in one state of the database, so that acts under way do not matter. With a mark, the chain must
 * pass through it: that finds a log that was rewritten together with its chain since the mark was noted.
 */
export function verifyAuditChain(ctx: Context, actor: Actor, mark?: ChainMark): Promise<ChainVerification> {
  requireScope(actor, 'audit:read')
  const { organizationId } = actor
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      const head = await findHead(db, organizationId)
      const count = head?.position ?? 0
      const problem = await findProblem(db, organizationId, { position: count, hash: head?.hash ?? GENESIS }, mark)
      return { organizationId, isIntact: problem === undefined, count, headHash: head?.hash.toString('hex'), problem }
    })
}

/** The organizations whose logs have rows. For operators. */
export function listAuditedOrganizations(ctx: Context): Promise<OrganizationId[]> {
  return listOrganizationsWithEvents(ctx.db)
}

async function findProblem(
  db: Db,
  organizationId: OrganizationId,
  head: { position: number; hash: Buffer },
  mark: ChainMark | undefined,
): Promise<ChainVerification['problem']> {
  let position = 0
  let hash: Buffer = GENESIS
  let isMarkMet = mark === undefined
  for (;;) {
    const links = await listLinks(db, organizationId, position, BATCH)
    for (const link of links) {
      const kind = examineLink(link, position, hash)
      if (kind) return { kind, position: position + 1, eventId: link.eventId }
      position = link.position
      hash = link.hash
      if (mark?.position === position) {
        if (mark.hash !== hash.toString('hex')) return { kind: 'mark_differs', position }
        isMarkMet = true
      }
    }
    if (links.length < BATCH) break
  }
  if (position !== head.position || !hash.equals(head.hash)) return { kind: 'head_differs', position }
  if ((await countEvents(db, organizationId)) !== position) return { kind: 'event_unlinked', position }
  return isMarkMet ? undefined : { kind: 'mark_differs', position }
}

function examineLink(link: LinkRow, position: number, previous: Buffer): ChainProblem | undefined {
  if (link.position !== position + 1) return 'link_missing'
  if (link.canonical === null) return 'event_missing'
  const expected = sha256(Buffer.concat([previous, Buffer.from(link.canonical)]))
  return expected.equals(link.hash) ? undefined : 'event_changed'
}

const PROBLEM_WORDS: Readonly<Record<ChainProblem, string>> = {
  link_missing: 'a link is missing',
  event_missing: 'the row of a link is missing',
  event_changed: 'a row is not as it was written',
  head_differs: 'the chain does not end where its head says',
  event_unlinked: 'there are rows without a link',
  mark_differs: 'the chain does not pass through the noted hash',
}

/** The outcome in a line for an operator. */
export function describeVerification({ organizationId, count, headHash, problem }: ChainVerification): string {
  if (!problem) return `${organizationId}  intact, ${count} rows, head ${headHash ?? 'none'}`
  const row = problem.eventId === undefined ? '' : `, row ${problem.eventId}`
  return `${organizationId}  BROKEN at position ${problem.position}${row}: ${PROBLEM_WORDS[problem.kind]}`
}
