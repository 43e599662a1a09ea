/** Walks the links of a chain in their order and recomputes each from its row. */
import type { Db } from '../../db/database.ts'
import { sha256 } from '../../lib/crypto.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type LinkRow, listLinks } from './queries.ts'

export type ChainProblemKind =
  | 'link_missing'
  | 'event_missing'
  | 'event_changed'
  | 'head_differs'
  | 'event_unlinked'
  | 'mark_differs'
  | 'seal_differs'
  | 'seal_forged'
  | 'seal_missing'
  | 'seal_unknown'

export interface ChainProblem {
  readonly kind: ChainProblemKind
  readonly position: number
  readonly eventId?: number
}

/** A place in a chain and the hash there. */
export interface ChainPlace {
  readonly position: number
  readonly hash: Buffer
}

/** What the first link follows on. */
export const GENESIS = Buffer.alloc(32)
/** Links in memory at once. */
const BATCH = 1000

/** The end of the chain, or where it breaks first. `visit` is asked at each place and may name a problem. */
export async function walkLinks(
  db: Db,
  organizationId: OrganizationId,
  start: ChainPlace,
  visit?: (place: ChainPlace) => ChainProblem | undefined,
): Promise<ChainPlace & { readonly problem?: ChainProblem }> {
  let { position, hash } = start
  if (position > 0 && !(await isAt(db, organizationId, start))) {
    return { ...start, problem: { kind: 'seal_differs', position } }
  }
  for (;;) {
    const links = await listLinks(db, organizationId, position, BATCH)
    for (const link of links) {
      const kind = examineLink(link, position, hash)
      if (kind) return { position, hash, problem: { kind, position: position + 1, eventId: link.eventId } }
      ;({ position, hash } = link)
      const problem = visit?.({ position, hash })
      if (problem) return { position, hash, problem }
    }
    if (links.length < BATCH) return { position, hash }
  }
}

async function isAt(db: Db, organizationId: OrganizationId, { position, hash }: ChainPlace): Promise<boolean> {
  const [link] = await listLinks(db, organizationId, position - 1, 1)
  return link?.position === position && link.hash.equals(hash)
}

function examineLink(link: LinkRow, position: number, previous: Buffer): ChainProblemKind | undefined {
  if (link.position !== position + 1) return 'link_missing'
  if (link.canonical === null) return 'event_missing'
  const expected = sha256(Buffer.concat([previous, Buffer.from(link.canonical)]))
  return expected.equals(link.hash) ? undefined : 'event_changed'
}
