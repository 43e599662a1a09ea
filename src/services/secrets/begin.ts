/** What a server does with its root secret before it answers anybody. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { rewrapFactors } from '../sign-ins/rewrap-factors.ts'
import { upsertRootSecret } from './queries.ts'

/** Notes since when the secret is in use, and lets second factors of earlier versions name the key that they are under. */
export async function beginWithSecret(ctx: TxContext): Promise<void> {
  await upsertRootSecret(ctx.db, ctx.keyring.masters[0].version, nowDate(ctx.clock))
  const { lost } = await rewrapFactors(ctx, { bareOnly: true })
  if (lost > 0) ctx.log.error({ lost }, 'second factors are under a root secret that is not configured')
}
