/** Recomputes the chain over an organization's audit log and says where it is broken, or not as it was sealed. */
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { countEvents, findHead, listOrganizationsWithEvents } from './queries.ts'
import { verifySeals } from './verify-seals.ts'
import { type ChainPlace, type ChainProblem, type ChainProblemKind, GENESIS, walkLinks } from './walk-links.ts'

/** A place in a chain that somebody noted elsewhere. */
export interface ChainMark {
  readonly position: number
  /** SHA-256 in hex. */
  readonly hash: string
}

export interface ChainVerification {
  readonly organizationId: OrganizationId
  readonly isIntact: boolean
  /** How many rows the log has by its head. */
  readonly count: number
  /** Hash of the last link in hex; undefined for a log without rows. */
  readonly headHash: string | undefined
  /** Up to which row the log is sealed, and since when; undefined without a seal. */
  readonly sealed: { readonly position: number; readonly at: Date } | undefined
  /** The first problem; behind it the chain says nothing any more. */
  readonly problem: ChainProblem | undefined
}

/**
 * Walks the whole chain in one state of the database, so that acts under way do not matter, then its seals. With marks, the
 * chain must pass through each: that finds a log that was cut off, seals and all, since they were noted.
 */
export function verifyAuditChain(
  ctx: Context,
  actor: Actor,
  marks: readonly ChainMark[] = [],
): Promise<ChainVerification> {
  requireScope(actor, 'audit:read')
  const { organizationId } = actor
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      const head = await findHead(db, organizationId)
      const count = head?.position ?? 0
      const seals = await verifySeals(db, ctx.keyring, organizationId)
      const end = { position: count, hash: head?.hash ?? GENESIS }
      const problem = (await findProblem(db, organizationId, end, marks)) ?? seals.problem
      const sealed = seals.last && { position: seals.last.position, at: seals.last.sealedAt }
      const headHash = head?.hash.toString('hex')
      return { organizationId, isIntact: problem === undefined, count, headHash, sealed, problem }
    })
}

/** The organizations whose logs have rows. For operators. */
export function listAuditedOrganizations(ctx: Context): Promise<OrganizationId[]> {
  return listOrganizationsWithEvents(ctx.db)
}

async function findProblem(
  db: Db,
  organizationId: OrganizationId,
  head: ChainPlace,
  marks: readonly ChainMark[],
): Promise<ChainProblem | undefined> {
  const sorted = marks.toSorted((a, b) => a.position - b.position)
  let met = 0
  const visit = ({ position, hash }: ChainPlace): ChainProblem | undefined => {
    for (; sorted[met]?.position === position; met++) {
      if (sorted[met]?.hash !== hash.toString('hex')) return { kind: 'mark_differs', position }
    }
    return undefined
  }
  const { position, hash, problem } = await walkLinks(db, organizationId, { position: 0, hash: GENESIS }, visit)
  if (problem) return problem
  if (position !== head.position || !hash.equals(head.hash)) return { kind: 'head_differs', position }
  if ((await countEvents(db, organizationId)) !== position) return { kind: 'event_unlinked', position }
  return met === sorted.length ? undefined : { kind: 'mark_differs', position }
}

const PROBLEM_WORDS: Readonly<Record<ChainProblemKind, string>> = {
  link_missing: 'a link is missing',
  event_missing: 'the row of a link is missing',
  event_changed: 'a row is not as it was written',
  head_differs: 'the chain does not end where its head says',
  event_unlinked: 'there are rows without a link',
  mark_differs: 'the chain does not pass through the noted hash',
  seal_differs: 'the chain was computed anew since it was sealed',
  seal_forged: 'a seal was not made by this server',
  seal_missing: 'a seal is missing',
  seal_unknown: 'the last seals are under a root secret that is not configured',
}

/** The outcome in a line for an operator. */
export function describeVerification({ organizationId, count, headHash, sealed, problem }: ChainVerification): string {
  if (!problem) {
    const seal = sealed ? `sealed to ${sealed.position} at ${sealed.at.toISOString()}` : 'not sealed yet'
    return `${organizationId}  intact, ${count} rows, head ${headHash ?? 'none'}, ${seal}`
  }
  const row = problem.eventId === undefined ? '' : `, row ${problem.eventId}`
  return `${organizationId}  BROKEN at position ${problem.position}${row}: ${PROBLEM_WORDS[problem.kind]}`
}
