/** Looks whether the seals over a chain are genuine and whether the chain is as it was sealed. */
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { examineSeal, type Seal } from './seal.ts'
import { listSeals, type SealRow } from './seal-queries.ts'
import type { ChainProblem } from './walk-links.ts'

/** Seals in memory at once. */
const BATCH = 1000

export interface SealsVerification {
  /** The last genuine seal; rows behind its position are not sealed yet. */
  readonly last: Pick<Seal, 'position' | 'sealedAt'> | undefined
  readonly problem?: ChainProblem
}

/**
 * Reads every seal beside the chain. A seal under a root secret that is gone counts when one after it is genuine, since
 * each covers the one before it. Call inside the transaction in which the chain was found to be whole.
 */
export async function verifySeals(
  db: Db,
  keyring: Keyring,
  organizationId: OrganizationId,
): Promise<SealsVerification> {
  let before: Seal | undefined
  let last: Seal | undefined
  let unknown: ChainProblem | undefined
  for (;;) {
    const seals = await listSeals(db, organizationId, before?.number ?? 0, BATCH)
    for (const seal of seals) {
      const kind = examine(keyring, seal, before)
      if (kind === 'seal_unknown') unknown ??= { kind, position: seal.position }
      else if (kind) return { last, problem: { kind, position: seal.position } }
      else [last, unknown] = [seal, undefined]
      before = seal
    }
    if (seals.length < BATCH) return { last, ...(unknown && { problem: unknown }) }
  }
}

function examine(keyring: Keyring, seal: SealRow, before: Seal | undefined): ChainProblem['kind'] | undefined {
  if (seal.number !== (before?.number ?? 0) + 1) return 'seal_missing'
  const verdict = examineSeal(keyring, seal, before)
  if (verdict === 'forged') return 'seal_forged'
  if (!seal.chainHash?.equals(seal.hash)) return 'seal_differs'
  return verdict === 'unknown' ? 'seal_unknown' : undefined
}
