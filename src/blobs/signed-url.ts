/** URLs that carry their own permission: one file, one operation, until a time. */
import { equalBytes, hmacSha256 } from '../lib/crypto.ts'
import { AppError } from '../lib/errors.ts'
import type { Keys } from '../lib/keyring.ts'

export type FileOperation = 'get' | 'put'

/** What a signature covers beside the end. */
export interface SignedFile {
  readonly fileKey: string
  readonly operation: FileOperation
  /** Whom the URL was made for, so that its use can be put on record. */
  readonly holder?: string | undefined
}

/** Life of a signed URL. */
export const SIGNED_URL_LIFE_MS = 15 * 60_000

/** An absolute URL that lets its holder read or write one file until `expiresAtMs` (whole seconds are kept). */
export function signFileUrl([signingKey]: Keys, baseUrl: string, file: SignedFile & { expiresAtMs: number }): string {
  const { fileKey, holder } = file
  const expires = Math.floor(file.expiresAtMs / 1000)
  const signature = signatureOf(signingKey, file, expires).toString('base64url')
  return `${baseUrl}/files/${fileKey}?expires=${expires}${holder ? `&holder=${holder}` : ''}&signature=${signature}`
}

/** Throws `signature_invalid` unless the URL was signed by us for this file and operation and its time is not over. */
export function requireFileSignature(
  signingKeys: Keys,
  file: SignedFile & { expires: string; signature: string },
  nowMs: number,
): void {
  const expires = Number(file.expires)
  const given = Buffer.from(file.signature, 'base64url')
  const isBy = (key: Uint8Array) => equalBytes(given, signatureOf(key, file, expires))
  const genuine = signingKeys.some(isBy)
  if (!genuine || nowMs >= expires * 1000) throw new AppError('signature_invalid')
}

function signatureOf(signingKey: Uint8Array, { fileKey, operation, holder }: SignedFile, expires: number): Buffer {
  const parts = [operation, fileKey, expires, ...(holder ? [holder] : [])]
  return hmacSha256(signingKey, parts.join('\n'))
}
