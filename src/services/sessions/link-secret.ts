/** The secrets of hosted links: made of a session's id by a root secret, and moved off it when that is replaced. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { hmacSha256 } from '../../lib/crypto.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { digestSecret, matchDigest, toKeyedDigest } from '../../lib/secret-digest.ts'
import { updateLinkDigests } from './queries.ts'
import { countKeyedCookies, findLinkDigest, listKeyedLinks } from './rewrap-queries.ts'

const BATCH_SIZE = 500

/** 256 bits that only the server can make of the id: a repeated attempt answers the same link, though none is stored. */
export function makeLinkSecret({ keyring }: Pick<TxContext, 'keyring'>, id: SessionId): string {
  return toSecret(keyring.links[0], id)
}

/** The hosted link of a secret. */
export function linkOf({ config }: Pick<TxContext, 'config'>, secret: string): string {
  return `${config.http.baseUrl}/v/${secret}`
}

/**
 * The secret of a link that was made before, under whichever root secret. One whose root secret is gone can be told to
 * nobody again: the link is replaced.
 */
export async function findLinkSecret(ctx: TxContext, organizationId: OrganizationId, id: SessionId): Promise<string> {
  const { links, signing } = ctx.keyring
  const stored = await findLinkDigest(ctx.db, organizationId, id)
  const known = links
    .map((key) => toSecret(key, id))
    .find((secret) => stored && matchDigest(signing, stored, secret) !== 'no')
  if (known !== undefined) return known
  const secret = makeLinkSecret(ctx, id)
  await updateLinkDigests(ctx.db, [{ id, linkDigest: digestSecret(secret) }])
  return secret
}

export interface MovedLinks {
  readonly moved: number
  /** Links of open sessions that were made under a root secret that the configuration does not name. */
  readonly lost: number
  /** Applicants under way whose cookies move when they ask next, and when the last of their sessions ends. */
  readonly cookies: { readonly count: number; readonly endsAt: Date | null }
}

/** Digests the links of open sessions anew, so that they outlive every root secret. Can be broken off and run again. */
export async function rewrapLinks(ctx: TxContext): Promise<MovedLinks> {
  const { links, signing } = ctx.keyring
  let [moved, lost] = [0, 0]
  let after: SessionId | undefined
  for (;;) {
    const rows = await listKeyedLinks(ctx.db, after, BATCH_SIZE)
    if (rows.length === 0) break
    const found = rows.flatMap(({ id, linkDigest }) => {
      const secret = links
        .map((key) => toSecret(key, id))
        .find((candidate) => signing.some((key) => toKeyedDigest(key, candidate).equals(linkDigest)))
      return secret === undefined ? [] : [{ id, linkDigest: digestSecret(secret) }]
    })
    moved += found.length > 0 ? await updateLinkDigests(ctx.db, found) : 0
    lost += rows.length - found.length
    after = rows.at(-1)?.id
  }
  return { moved, lost, cookies: await countKeyedCookies(ctx.db, nowDate(ctx.clock)) }
}

function toSecret(links: Buffer, id: SessionId): string {
  return hmacSha256(links, id).toString('base64url')
}
