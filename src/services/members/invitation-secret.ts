/** The secret in an invitation's link: the row's id, which its team sees, with a proof that only this server can make. */
import type { TxContext } from '../../context.ts'
import { equalBytes, hmacSha256 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { type InvitationId, isUuid } from '../../lib/ids.ts'
import type { Keyring } from '../../lib/keyring.ts'

const SECRET = /^(?<id>[\da-f-]{36})\.(?<proof>[\w-]{43})$/

/** The same at each call, so that a link can be shown again though none is stored. */
export function makeInvitationSecret(keyring: Keyring, id: InvitationId): string {
  return `${id}.${proofOf(keyring.links[0], id).toString('base64url')}`
}

/** The link of an invitation. */
export function invitationLinkOf({ config, keyring }: Pick<TxContext, 'config' | 'keyring'>, id: InvitationId): string {
  return `${config.http.baseUrl}/accept-invitation/${makeInvitationSecret(keyring, id)}`
}

/** The id of the invitation; throws `not_found` for a secret that this server did not make. */
export function openInvitationSecret(keyring: Keyring, secret: string): InvitationId {
  const { id, proof } = SECRET.exec(secret)?.groups ?? {}
  if (id === undefined || proof === undefined || !isUuid(id)) throw unknownInvitation()
  const given = Buffer.from(proof, 'base64url')
  const isBy = (key: Buffer) => equalBytes(proofOf(key, id as InvitationId), given)
  if (!keyring.links.some(isBy)) throw unknownInvitation()
  return id as InvitationId
}

/** What a link that leads nowhere is told. */
export function unknownInvitation(): AppError {
  return new AppError('not_found', { message: 'There is no such invitation' })
}

/** Hosted links have their secrets from the same key: the word before the id keeps the two apart. */
function proofOf(links: Buffer, id: InvitationId): Buffer {
  return hmacSha256(links, `invitation ${id}`)
}
