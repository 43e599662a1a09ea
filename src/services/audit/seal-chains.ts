/** Seals every chain of the audit log that has grown since its last seal, after looking whether it fits that. */
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { findHead } from './queries.ts'
import { examineSeal, makeSeal, type Seal } from './seal.ts'
import { insertSeal, listLastSeals, listUnsealed } from './seal-queries.ts'
import { type ChainProblem, GENESIS, walkLinks } from './walk-links.ts'

const BATCH_SIZE = 200

export interface SealedChains {
  readonly sealed: number
  /** Chains that do not fit their last seal and were left alone. */
  readonly broken: number
}

/**
 * Walks each chain from its last seal to its head and seals it there. A chain that is not as it was sealed gets no seal,
 * and the log says so as an error. With `renew` chains are sealed anew that are under an earlier root secret. Can be
 * broken off and run again, on several servers.
 */
export async function sealChains(ctx: Context, { renew = false } = {}): Promise<SealedChains> {
  const version = renew ? ctx.keyring.seals[0].version : undefined
  let after: OrganizationId | undefined
  let [sealed, broken] = [0, 0]
  for (;;) {
    const page = { after, most: BATCH_SIZE, version }
    const ids = await acrossOrganizations(() => listUnsealed(ctx.db, page))
    for (const id of ids) {
      const outcome = await withinOrganization(id, () => sealChain(ctx, id))
      if (outcome === 'sealed') sealed++
      if (outcome === 'broken') broken++
    }
    if (ids.length < BATCH_SIZE) return { sealed, broken }
    after = ids.at(-1)
  }
}

async function sealChain(ctx: Context, organizationId: OrganizationId): Promise<'sealed' | 'broken' | 'done'> {
  const read = ctx.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  const found = await read.execute((db) => readChain(ctx, db, organizationId))
  if ('problem' in found) {
    ctx.log.error(
      { organizationId, ...found.problem },
      'the audit log is not as it was sealed: see openidv audit verify',
    )
    return 'broken'
  }
  const { before, position, hash } = found
  if (position === 0) return 'done'
  const seal = makeSeal(ctx.keyring, { organizationId, position, hash, sealedAt: nowDate(ctx.clock) }, before)
  return (await insertSeal(ctx.db, seal)) ? 'sealed' : 'done'
}

/** The end of a chain that fits its last seal, and that seal. */
async function readChain(
  ctx: Context,
  db: Db,
  organizationId: OrganizationId,
): Promise<
  | { readonly before: Seal | undefined; readonly position: number; readonly hash: Buffer }
  | { readonly problem: ChainProblem }
> {
  const [before, beforeThat] = await listLastSeals(db, organizationId, 2)
  const start = { position: before?.position ?? 0, hash: before?.hash ?? GENESIS }
  if (before) {
    const verdict = examineSeal(ctx.keyring, before, beforeThat)
    const kind = verdict === 'forged' ? 'seal_forged' : 'seal_unknown'
    if (verdict !== 'genuine') return { problem: { kind, position: before.position } }
  }
  const { problem, ...end } = await walkLinks(db, organizationId, start)
  if (problem) return { problem }
  const head = await findHead(db, organizationId)
  if (head?.position !== end.position || !head.hash.equals(end.hash)) {
    return { problem: { kind: 'head_differs', position: end.position } }
  }
  return { before, ...end }
}
