/** Moves everything from earlier root secrets to the current one, and says what is left under which. */
import type { Context } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { rewrapApiKeys } from '../api-keys/rewrap.ts'
import { sealChains } from '../audit/seal-chains.ts'
import { rewrapDataKeys } from '../evidence/data-keys.ts'
import { rewrapAnswers } from '../idempotency/attempt.ts'
import { countInvitationsBefore } from '../members/count-invitations.ts'
import { rewrapLinks } from '../sessions/link-secret.ts'
import { countWaitingSignIns } from '../sign-ins/renew-cookie.ts'
import { rewrapFactors } from '../sign-ins/rewrap-factors.ts'
import { rewrapWebhooks } from '../webhooks/rewrap.ts'
import { findRootSecretSince, upsertRootSecret } from './queries.ts'

/** Signed URLs live a quarter of an hour; whoever leafs through a list takes less. */
const SHORT_LIVED_MS = 15 * 60_000

/** Something that an earlier root secret is still needed for. */
export interface LeftOver {
  readonly what:
    | 'api_keys'
    | 'data_keys'
    | 'second_factors'
    | 'links'
    | 'cookies'
    | 'sign_ins'
    | 'invitations'
    | 'urls'
    | 'seals'
  readonly count: number
  /** The root secret that it is under, where rows say so. */
  readonly version: number | undefined
  /** When the last of it ends by itself; undefined where it does not. */
  readonly endsAt: Date | undefined
}

export interface Rewrapped {
  readonly moved: Readonly<
    Record<'apiKeys' | 'dataKeys' | 'secondFactors' | 'links' | 'answers' | 'webhooks' | 'seals', number>
  >
  readonly left: readonly LeftOver[]
}

/**
 * Goes through every purpose of the root secret. Can be broken off and run again, beside running servers, which must all
 * have been started with the current secret.
 */
export async function rewrapEverything(ctx: Context): Promise<Rewrapped> {
  const [{ version }] = ctx.keyring.masters
  await upsertRootSecret(ctx.db, version, nowDate(ctx.clock))
  const apiKeys = await rewrapApiKeys(ctx)
  const dataKeys = await rewrapDataKeys(ctx)
  const factors = await rewrapFactors(ctx)
  const links = await rewrapLinks(ctx)
  const answers = await rewrapAnswers(ctx)
  const webhooks = await rewrapWebhooks(ctx)
  const seals = await sealChains(ctx, { renew: true })
  const left: LeftOver[] = [
    ...apiKeys.waiting.map((row) => ({ what: 'api_keys' as const, endsAt: undefined, ...row })),
    ...dataKeys.lost.map((row) => ({ what: 'data_keys' as const, endsAt: undefined, ...row })),
    { what: 'second_factors', count: factors.lost, version: undefined, endsAt: undefined },
    { what: 'seals', count: seals.broken, version: undefined, endsAt: undefined },
    { what: 'links', count: links.lost, version: undefined, endsAt: undefined },
    ...(await listPassing(ctx, links.cookies)),
  ]
  const moved = { apiKeys: apiKeys.moved, dataKeys: dataKeys.moved, secondFactors: factors.moved, links: links.moved }
  return { moved: { ...moved, answers, webhooks, seals: seals.sealed }, left: left.filter(({ count }) => count > 0) }
}

/** What moves when its holder comes back, or ends by itself; of an installation with one secret so far there is nothing. */
async function listPassing(
  ctx: Context,
  cookies: { readonly count: number; readonly endsAt: Date | null },
): Promise<LeftOver[]> {
  const since = await findRootSecretSince(ctx.db, ctx.keyring.masters[0].version)
  if (!since || ctx.keyring.masters.length === 1) return []
  const signIns = await countWaitingSignIns(ctx, since)
  const invitations = await countInvitationsBefore(ctx, since)
  const urlsEndAt = new Date(since.getTime() + SHORT_LIVED_MS)
  const urls = { count: urlsEndAt > nowDate(ctx.clock) ? 1 : 0, endsAt: urlsEndAt }
  const rows = { cookies, sign_ins: signIns, invitations, urls } as const
  return (Object.keys(rows) as Array<keyof typeof rows>).map((what) => {
    const { count, endsAt } = rows[what]
    return { what, count, version: undefined, endsAt: endsAt ?? undefined }
  })
}
