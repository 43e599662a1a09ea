/** Tells whether this node has the root secret that the others work with. */
import type { TxContext } from '../../context.ts'
import { listLatestRootSecrets } from './queries.ts'

/**
 * Whether the installation works with a root secret that this node knows neither as the current one nor as an earlier one: what the
 * others make, it could not open. Nodes in the middle of a change of the secret know both.
 */
export async function hasForeignSecret(ctx: Pick<TxContext, 'db' | 'keyring'>): Promise<boolean> {
  const latest = await listLatestRootSecrets(ctx.db)
  const own = new Set(ctx.keyring.masters.map(({ version }) => version))
  return latest.length > 0 && !latest.some((version) => own.has(version))
}
