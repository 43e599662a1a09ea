/** The secrets of hosted links: made of a session's id by a root secret, and moved off it when that is replaced. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { hmacSha256 } from '../../lib/crypto.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { digestSecret, matchDigest, toKeyedDigest } from '../../lib/secret-digest.ts'
import { findLinkRow } from './link-queries.ts'
import { updateLinkDigests } from './queries.ts'
import { countKeyedCookies, listKeyedLinks } from './rewrap-queries.ts'

const BATCH_SIZE = 500

/** 256 bits that only the server can make of the id: a repeated attempt answers the same link, though none is stored. `number`: how many links the session had before. */
export function makeLinkSecret({ keyring }: Pick<TxContext, 'keyring'>, id: SessionId, number = 0): string {
  return toSecret(keyring.links[0], id, number)
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
  const stored = await findLinkRow(ctx.db, organizationId, id)
  const known = links
    .map((key) => toSecret(key, id, stored?.linkNumber))
    .find((secret) => stored && matchDigest(signing, stored.linkDigest, secret) !== 'no')
  if (known !== undefined) return known
  const secret = makeLinkSecret(ctx, id, stored?.linkNumber)
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

/** The first link of a session is made of its id alone, as it always was; those that are stored by a keyed digest are first ones. */
function toSecret(links: Buffer, id: SessionId, number = 0): string {
  return hmacSha256(links, number === 0 ? id : `${id}/${number}`).toString('base64url')
}
