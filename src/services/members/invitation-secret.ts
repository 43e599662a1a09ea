/** The secret in an invitation's link: the row's id, which its team sees, with a proof that only this server can make. */
import { equalBytes, hmacSha256 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { type InvitationId, isUuid } from '../../lib/ids.ts'
import type { Keyring } from '../../lib/keyring.ts'

const SECRET = /^(?<id>[\da-f-]{36})\.(?<proof>[\w-]{43})$/

/** The same at each call, so that a link can be shown again though none is stored. */
export function makeInvitationSecret(keyring: Keyring, id: InvitationId): string {
  return `${id}.${proofOf(keyring, id).toString('base64url')}`
}

/** The id of the invitation; throws `not_found` for a secret that this server did not make. */
export function openInvitationSecret(keyring: Keyring, secret: string): InvitationId {
  const { id, proof } = SECRET.exec(secret)?.groups ?? {}
  if (id === undefined || proof === undefined || !isUuid(id)) throw unknownInvitation()
  if (!equalBytes(proofOf(keyring, id as InvitationId), Buffer.from(proof, 'base64url'))) throw unknownInvitation()
  return id as InvitationId
}

/** What a link that leads nowhere is told. */
export function unknownInvitation(): AppError {
  return new AppError('not_found', { message: 'There is no such invitation' })
}

/** Hosted links have their secrets from the same key: the word before the id keeps the two apart. */
function proofOf(keyring: Keyring, id: InvitationId): Buffer {
  return hmacSha256(keyring.links, `invitation ${id}`)
}
